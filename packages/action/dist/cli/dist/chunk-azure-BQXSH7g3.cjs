const e=require("./chunk-advice-DFS_72__.cjs"),t=require("./canal-lint.cjs"),n={name:`azure`,render:(e,n)=>t.W(e,n).map(e=>`${r(e)}\n`).join(``)};function r(t){let{rule:n,severity:r,location:s}=t,c=e.t(t).join(`
`);if(r===`info`)return`${e.n(s)} info ${n}: ${c}`.split(`
`).map(i).join(` `);let l={type:r,sourcepath:s.file,linenumber:s.line,columnnumber:s.column,code:n};return`##vso[task.logissue ${Object.entries(l).map(([e,t])=>`${e}=${o(String(t))};`).join(``)}]${a(c)}`}function i(e){return t.z(e).replaceAll(`##`,`# #`)}function a(e){return e.split(/(\r|\n)/).map(e=>e===`\r`||e===`
`?e:t.z(e)).join(``).replaceAll(`%`,`%AZP25`).replaceAll(`\r`,`%0D`).replaceAll(`
`,`%0A`)}function o(e){return a(e).replaceAll(`]`,`%5D`).replaceAll(`;`,`%3B`)}exports.azure=n;