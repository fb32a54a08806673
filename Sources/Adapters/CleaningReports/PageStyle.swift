/// How the page looks: in light and dark, on a narrow screen, and on paper.
enum PageStyle {
    static let css: StaticString = """
        :root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--ink:#1b2430;--soft:#5b6675;--line:#dfe3e8;\
        --track:#e9edf1;--blue:#2f6fdb;--green:#1f8a5b;--red:#c8413b;--amber:#b97a09;--grey:#8b95a3;--mark:#fff3cf;\
        --code:#eef1f5}
        @media (prefers-color-scheme:dark){:root{--bg:#12161c;--card:#1a2028;--ink:#e6ebf1;--soft:#9aa6b4;\
        --line:#2c3540;--track:#2a323d;--blue:#6da2f5;--green:#48ba86;--red:#ec7a73;--amber:#e0ac4d;--grey:#6f7b89;\
        --mark:#463a14;--code:#252d37}}
        *{box-sizing:border-box}
        html{scroll-behavior:smooth}
        body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,\
        "Noto Sans","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
        .pick{position:absolute;opacity:0;pointer-events:none}
        #en:checked~.page [lang=zh],#zh:checked~.page [lang=en]{display:none}
        .switch{display:inline-flex;border:1px solid var(--line);border-radius:999px;overflow:hidden;background:var(--card)}
        .switch label{padding:.2rem .85rem;cursor:pointer;color:var(--soft);font-size:.87rem}
        #en:checked~.page label[for=en],#zh:checked~.page label[for=zh]{background:var(--blue);color:var(--card)}
        #en:focus-visible~.page .switch,#zh:focus-visible~.page .switch{outline:2px solid var(--blue);outline-offset:2px}
        .page{max-width:1120px;margin:0 auto;padding:1.6rem 1.2rem 4rem}
        header{display:flex;gap:1rem;justify-content:space-between;align-items:flex-start;flex-wrap:wrap}
        h1{font-size:1.55rem;line-height:1.25;margin:0;overflow-wrap:anywhere}
        h2{font-size:1.12rem;margin:2.4rem 0 .8rem}
        h3{font-size:1rem;margin:0;overflow-wrap:anywhere}
        h4{font-size:.8rem;margin:1rem 0 .35rem;color:var(--soft);font-weight:600}
        p{margin:.4rem 0}
        a{color:var(--blue);text-decoration:none}
        a:hover{text-decoration:underline}
        .over{color:var(--soft);font-size:.85rem;margin:0 0 .15rem}
        .soft{color:var(--soft)}
        .small{font-size:.85rem}
        .card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1.1rem 1.25rem;margin:0 0 1rem}
        .verdict{font-size:1.16rem;margin:.1rem 0 .9rem}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:.8rem;margin:1rem 0 0}
        .tile{border-left:4px solid var(--grey);padding:.1rem 0 .1rem .8rem}
        .tile b{display:block;font-size:1.5rem;line-height:1.2;font-variant-numeric:tabular-nums}
        .tile.g{border-color:var(--green)}.tile.r{border-color:var(--red)}.tile.b{border-color:var(--blue)}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-size:.92rem}
        th{text-align:left;font-weight:600}
        thead th{color:var(--soft);font-size:.8rem;border-bottom:1px solid var(--line)}
        th,td{padding:.36rem .7rem .36rem 0;vertical-align:top}
        tbody tr+tr>*{border-top:1px solid var(--line)}
        .n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        th.n{text-align:right}
        .w{width:34%;min-width:120px;vertical-align:middle}
        svg{display:block;width:100%}
        svg.bar{height:10px;border-radius:5px}
        svg.stack{height:18px;border-radius:6px}
        svg text{fill:var(--soft);font-size:10px;font-family:inherit}
        .track{fill:var(--track)}.blue{fill:var(--blue)}.green{fill:var(--green)}.red{fill:var(--red)}
        .grey{fill:var(--grey)}.amber{fill:var(--amber)}.axis{stroke:var(--line);stroke-width:1}
        code,.v{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Noto Sans Mono CJK SC",monospace;font-size:.87em}
        .v{background:var(--code);border-radius:4px;padding:.08em .3em;white-space:pre-wrap;overflow-wrap:anywhere;\
        -webkit-box-decoration-break:clone;box-decoration-break:clone}
        .v.hit,.hit .v{background:var(--mark)}
        .c{font-style:normal;color:var(--amber);font-size:.85em}
        .tag{display:inline-block;border:1px solid var(--line);border-radius:999px;padding:0 .6rem;font-size:.8rem;\
        color:var(--soft);white-space:nowrap}
        .key{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;font-size:.85rem;color:var(--soft);margin:.45rem 0 0;padding:0;\
        list-style:none}
        .key i{display:inline-block;width:.7em;height:.7em;border-radius:2px;margin-right:.4em}
        .i-green{background:var(--green)}.i-red{background:var(--red)}.i-grey{background:var(--grey)}
        .i-blue{background:var(--blue)}.i-amber{background:var(--amber)}.i-track{background:var(--track)}
        .reject{padding:.55rem 0;border-top:1px solid var(--line)}
        .reject:first-of-type{border-top:0}
        .fields{display:flex;flex-wrap:wrap;gap:.25rem .9rem;margin:.3rem 0 0;font-size:.85rem}
        .fields span.f{overflow-wrap:anywhere}
        .fields em{font-style:normal;color:var(--soft);margin-right:.35em}
        .two{display:grid;grid-template-columns:repeat(auto-fit,minmax(300px,1fr));gap:.2rem 2rem}
        .colhead{display:flex;gap:.7rem;align-items:baseline;flex-wrap:wrap;margin-bottom:.55rem}
        .colhead .soft{margin-left:auto}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1rem;margin:0}
        dt{font-weight:600}dd{margin:0;color:var(--soft)}
        ol.toc{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;margin:1rem 0 0;padding:0;font-size:.9rem}
        footer{margin-top:2.5rem;color:var(--soft);font-size:.85rem}
        @media (max-width:640px){.page{padding:1rem .8rem 3rem}.card{padding:.9rem}.w{min-width:70px}}
        @media print{:root{color-scheme:light;--bg:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#ccc;--track:#e6e6e6;\
        --blue:#2f6fdb;--green:#1f8a5b;--red:#c8413b;--amber:#8a5a00;--grey:#8b95a3;--mark:#fff3cf;--code:#f0f0f0}
        body{font-size:11px;-webkit-print-color-adjust:exact;print-color-adjust:exact}.switch,ol.toc{display:none}
        .page{max-width:none;padding:0}.card{break-inside:avoid;border-color:#ccc}.card.long{break-inside:auto}
        h2,h3,h4,thead{break-after:avoid}tr,.reject{break-inside:avoid}}
        """
}
