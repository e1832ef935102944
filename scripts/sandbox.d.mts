export function buildSandbox(): Promise<{ single: number; hosted: number; parts: Record<string, number> }>;
export function serveSandbox(port: number): Promise<import('node:http').Server>;
/** Whether libdeflate packs the page: without it the page is 2 % larger. */
export const hasPacker: boolean;
