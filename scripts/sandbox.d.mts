export function buildSandbox(): Promise<{ single: number; hosted: number; parts: Record<string, number> }>;
export function serveSandbox(port: number): Promise<import('node:http').Server>;
