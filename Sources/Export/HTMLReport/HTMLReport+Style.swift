extension HTMLReport {
    /// The look of the page: paper and ink, seal red for findings, jade for numeric norms.
    static let style = """

        :root {
          --paper: #fbfaf6; --card: #ffffff; --ink: #23211d; --soft: #6b665c; --line: #e3ded2;
          --seal: #a8321f; --seal-tint: #f9e4de; --amber: #8a5a00; --amber-tint: #fbedcc;
          --jade: #12665a; --jade-tint: #d9eee8; --sky: #2b5b8a; --sky-tint: #dfeaf4;
          --none: #f2efe6;
          --serif: "Source Han Serif SC", "Noto Serif CJK SC", "Noto Serif SC", "Songti SC", STSong, SimSun, serif;
          --latin: "Source Serif 4", Charter, "Iowan Old Style", Georgia, "Times New Roman", "Noto Serif", serif;
          --sans: system-ui, -apple-system, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei",
            "Noto Sans CJK SC", "Noto Sans SC", sans-serif;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #171613; --card: #1f1d1a; --ink: #e6e1d6; --soft: #9c9588; --line: #37332c;
            --seal: #f08a72; --seal-tint: #4a2119; --amber: #e8b75a; --amber-tint: #43320f;
            --jade: #72cdb9; --jade-tint: #133c35; --sky: #8fbbe6; --sky-tint: #1b3247;
            --none: #1b1917;
          }
        }
        * { box-sizing: border-box; }
        html { scroll-padding-top: 4.5rem; -webkit-text-size-adjust: 100%; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.6 var(--sans); }
        a { color: inherit; text-decoration-color: var(--soft); text-underline-offset: .2em; text-decoration-thickness: 1px; }
        a:hover { text-decoration-color: currentColor; }
        :focus-visible { outline: 2px solid var(--sky); outline-offset: 2px; border-radius: 3px; }
        .top, .tools, main, footer { max-width: 84rem; margin: 0 auto; padding-inline: clamp(1rem, 3vw, 2.5rem); }
        .top { padding-top: 2.2rem; padding-bottom: 1rem; display: flex; flex-wrap: wrap; align-items: baseline; gap: .4rem 2.5rem; }
        .top h1 { margin: 0; font: 600 1.7rem/1.2 var(--latin); letter-spacing: -.01em; }
        .top h1 span { color: var(--soft); font-weight: 400; }
        .totals { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.6rem; color: var(--soft); }
        .totals b { color: var(--ink); font-weight: 600; font-variant-numeric: tabular-nums; }
        .tools { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1.2rem;
          padding-block: .6rem; background: color-mix(in srgb, var(--paper) 92%, transparent); backdrop-filter: blur(8px);
          font-size: .9rem; }
        .tools[hidden] { display: none; }
        .tools input[type=search] { flex: 1 1 14rem; max-width: 26rem; font: inherit; color: inherit; background: var(--card);
          border: 1px solid var(--line); border-radius: 6px; padding: .4rem .7rem; }
        .tools label { display: inline-flex; gap: .4rem; align-items: center; color: var(--soft); white-space: nowrap; cursor: pointer; }
        .tools input[type=checkbox] { accent-color: var(--seal); margin: 0; }
        .tools output { color: var(--soft); font-variant-numeric: tabular-nums; }
        main { padding-bottom: 4rem; }
        h2, h3 { text-wrap: balance; }

        .list { margin: 1rem 0 3rem; }
        .list h2 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        .list table { width: 100%; border-collapse: collapse; font-size: .92rem; }
        .list th { text-align: left; font-weight: 500; font-size: .78rem; color: var(--soft); padding: .4rem .8rem .4rem 0; border-bottom: 1px solid var(--line); }
        .list td { vertical-align: baseline; padding: .5rem .8rem .5rem 0; border-bottom: 1px solid var(--line); color: var(--soft); }
        .list td.t { color: var(--ink); width: 60%; }
        .list td.t > * { display: block; }
        .list [lang=zh] { font-family: var(--serif); font-size: 1.05em; }
        .list td.t > :not(:first-child) { color: var(--soft); font-family: var(--latin); }
        .list .n { text-align: right; font-variant-numeric: tabular-nums; }
        .list .d { font-variant-numeric: tabular-nums; white-space: nowrap; }
        .list th:last-child, .list td:last-child { padding-right: 0; }
        .list tbody { content-visibility: auto; contain-intrinsic-size: auto 2.6rem; }
        .list tbody.has-remark td:last-child { color: var(--seal); font-weight: 600; }
        .key { color: var(--soft); font-size: .85rem; margin: 1rem 0 0; }
        .key mark { margin-left: .5rem; }

        .work { margin: 0 0 4.5rem; padding-top: 1.6rem; border-top: 3px double var(--line); }
        .work > header { margin-bottom: 1rem; }
        .work h2 { margin: 0; font: 600 1.35rem/1.4 var(--latin); }
        .work h2[lang=zh] { font-family: var(--serif); font-size: 1.5rem; }
        .facts { margin: .35rem 0 0; color: var(--soft); font-size: .85rem; display: flex; flex-wrap: wrap; gap: 0 1.2em; }
        .facts .path { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: .92em; overflow-wrap: anywhere; }
        .pair > header, .pair .row { display: grid; grid-template-columns: 5fr 6fr; column-gap: clamp(1.5rem, 3.5vw, 3.2rem); }
        details.remarks, details.outline { font-size: .9rem; margin: .3rem 0; }
        details > summary { cursor: pointer; color: var(--soft); width: fit-content; }
        details.remarks > summary { color: var(--seal); font-weight: 600; }
        details ol { margin: .4rem 0 1rem; padding: 0; list-style: none; columns: 24rem 2; column-gap: 3rem; }
        details li { break-inside: avoid; padding: .1rem 0; }
        details.remarks li a { font-variant-numeric: tabular-nums; white-space: nowrap; margin-right: .4em; font-weight: 600; }
        details.outline li.d1 { padding-left: 1.5em; } details.outline li.d2 { padding-left: 3em; }
        details.outline li.d3, details.outline li.d4 { padding-left: 4.5em; }

        .rows { margin-top: 1.2rem; }
        .row { padding: .55rem 0; border-top: 1px solid transparent; content-visibility: auto; contain-intrinsic-size: auto 8rem; }
        .row[hidden] { display: none !important; }
        .row.unit { border-top-color: var(--line); }
        .levels .row.unit:is(.d1, .d2, .d3, .d4) { padding-block: .2rem; border-top-color: transparent; }
        .work:not(.pair) { max-width: 46rem; }
        .row:target { background: linear-gradient(90deg, transparent, var(--sky-tint) 3%, var(--sky-tint) 97%, transparent); }
        .side { min-width: 0; overflow-wrap: break-word; }
        .side[lang=zh] { font: 1.03rem/1.85 var(--serif); text-align: justify; text-justify: inter-character; }
        .side[lang=en] { font: 1.02rem/1.62 var(--latin); hyphens: auto; }
        .side p { margin: 0 0 .35em; max-width: 44rem; }
        .side p:last-child { margin-bottom: 0; }
        .side.none { border-left: 2px dotted var(--line); background: repeating-linear-gradient(-45deg, var(--none) 0 6px, transparent 6px 12px);
          border-radius: 3px; min-height: 1.6rem; opacity: .8; }
        .label { font-weight: 600; font-variant-numeric: tabular-nums; margin-right: .35em; }
        [lang=zh] .label { font-family: var(--sans); font-size: .93em; }
        .unit > .side > p:first-child > .label { color: var(--seal); }
        .levels .unit:is(.d1, .d2, .d3, .d4) > .side > p:first-child > .label { color: var(--soft); font-weight: 500; }
        .heading { font-weight: 600; margin-right: .3em; }
        .side p.item { padding-left: 2.6em; text-indent: -2.6em; }
        .side p.item .label { display: inline-block; min-width: 2.25em; text-indent: 0; color: var(--soft); font-weight: 500; margin-right: .35em; }
        .side p.l1 { margin-left: 1.6em; } .side p.l2 { margin-left: 3.4em; } .side p.l3 { margin-left: 5em; }
        .levels .row.d1 .side { padding-left: 1.2em; } .levels .row.d2 .side { padding-left: 2.4em; }
        .levels .row.d3 .side { padding-left: 3.6em; } .levels .row.d4 .side { padding-left: 4.8em; }
        .row.head { padding: 1.6rem 0 .6rem; }
        .row.head h3 { margin: 0; font-size: 1.12em; font-weight: 600; text-align: left; }
        .row.head h3 .label { color: var(--soft); font-weight: 500; margin-right: .8em; }
        .row.title h3 { margin: 0; font-size: 1.15em; font-weight: 600; text-align: left; }
        .row.title { display: none; }
        .row.lone.title, .filtered .row.title { display: grid; }
        .row.text .side { color: var(--soft); }
        .row.aside { font-size: .85rem; color: var(--soft); }
        .row.aside .side { font: .85rem/1.5 var(--sans); }

        mark { background: none; color: inherit; border-radius: 2px; padding: .05em .1em; margin: 0 -.1em;
          box-decoration-break: clone; -webkit-box-decoration-break: clone; }
        mark.ob { background: var(--jade-tint); color: var(--jade); }
        mark.re { border-bottom: 1px dashed var(--sky); }
        mark.fi { border-bottom: 2px solid var(--sky); }
        mark.fw { background: var(--amber-tint); border-bottom: 2px solid var(--amber); }
        mark.fe { background: var(--seal-tint); border-bottom: 2px solid var(--seal); }
        .said { grid-column: 1 / -1; list-style: none; margin: .5rem 0 .2rem; padding: 0; font: .86rem/1.5 var(--sans); }
        .said li { position: relative; padding: .12rem .7rem .12rem 1rem; border-left: 3px solid var(--sky); color: var(--soft); }
        .said li.warning { border-color: var(--amber); color: var(--amber); }
        .said li.error { border-color: var(--seal); color: var(--seal); }
        details.remarks li.error a { color: var(--seal); } details.remarks li.warning a { color: var(--amber); }
        footer { color: var(--soft); font-size: .82rem; padding-block: 1.5rem 3rem; border-top: 1px solid var(--line); }

        @media (max-width: 46rem) {
          .top { padding-top: 1.3rem; }
          .top h1 { font-size: 1.4rem; }
          .tools { gap: .35rem .9rem; font-size: .84rem; }
          .tools input[type=search] { flex-basis: 100%; max-width: none; }
          .pair > header, .pair .row { grid-template-columns: minmax(0, 1fr); row-gap: .5rem; }
          .pair .row .side[lang=en] { padding-left: .9rem; border-left: 2px solid var(--line); font-size: .96rem; }
          .side.none { display: none; }
          .row.lone.unit::after { content: "no counterpart"; font-size: .78rem; color: var(--soft); }
          .side[lang=zh] { text-align: left; }
          .side p.l1 { margin-left: 0; } .side p.l2 { margin-left: 1.4em; } .side p.l3 { margin-left: 2.2em; }
          .levels .row:is(.d1, .d2, .d3, .d4) .side { padding-left: 0; }
          .pair.work .row .side[lang=en] { padding-left: .9rem; }
          .levels:not(.pair) .row.d2 .side { padding-left: .8em; } .levels:not(.pair) .row:is(.d3, .d4) .side { padding-left: 1.6em; }
          .list thead { display: none; }
          .list tr { display: flex; flex-wrap: wrap; gap: 0 .9rem; padding: .55rem 0; border-bottom: 1px solid var(--line); }
          .list td { border: 0; padding: 0; font-size: .82rem; }
          .list td.t { width: 100%; font-size: .95rem; }
          .list td.n:empty, .list td.d:empty { display: none; }
          .list td.n:nth-of-type(4)::after { content: " articles"; }
          .list td.n:nth-of-type(5)::after { content: " obligations"; }
          .list td.n:nth-of-type(6)::after { content: " findings"; }
          details ol { columns: auto; }
        }
        @media print {
          :root { --paper: #fff; --card: #fff; --ink: #000; --soft: #555; --line: #ccc; }
          body { font-size: 9.5pt; }
          .tools, footer { display: none; }
          .top, main { max-width: none; padding-inline: 0; }
          .row, .list tbody { content-visibility: visible; }
          .row { break-inside: avoid; }
          .row.head { break-after: avoid; }
          .work { break-before: page; border: 0; }
          mark { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
          a { text-decoration: none; }
        }

        """
}
