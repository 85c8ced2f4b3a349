namespace RelationSync.Simulator.Page;

/// <summary>The frame of the simulator's few pages.</summary>
internal static class PageShell
{
    private const string Style = """
        :root{color-scheme:light dark;--bg:#f6f7f9;--surface:#fff;--line:#e1e5ea;--ctl:#808b9a;--text:#18202c;--text2:#465162;--accent:#1f5099;--on:#fff;--err:#9e1c26}
        @media (prefers-color-scheme:dark){:root{--bg:#10141a;--surface:#181d25;--line:#2c3441;--ctl:#6c7889;--text:#e7ebf1;--text2:#b4bdca;--accent:#93b7f2;--on:#0e1726;--err:#fa857c}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--bg);color:var(--text);font:14px/22px -apple-system,"Segoe UI","Hiragino Sans","Noto Sans JP","Noto Sans CJK JP",Meiryo,system-ui,sans-serif;font-variant-numeric:tabular-nums;line-break:strict;overflow-wrap:anywhere}
        header,main{max-width:1120px;margin:0 auto;padding:16px 24px}
        h1{font-size:20px;line-height:28px;margin:0 0 4px}h2{font-size:15px;line-height:24px;margin:0 0 8px}
        p{margin:0 0 8px;color:var(--text2);max-width:68em}
        .card{background:var(--surface);border:1px solid var(--line);border-radius:6px;padding:16px;margin-bottom:16px}
        .narrow{max-width:480px;margin:48px auto}
        .row{display:flex;flex-wrap:wrap;gap:8px;margin:12px 0}
        label{display:block;font-size:12px;color:var(--text2)}
        .choice{font-size:14px;color:var(--text);margin-right:16px}
        select{width:100%;height:36px;padding:0 8px;border:1px solid var(--ctl);border-radius:6px;background:var(--surface);color:inherit;font:inherit}
        button{height:36px;padding:0 16px;border:1px solid var(--ctl);border-radius:6px;background:transparent;color:var(--text);font:inherit;font-size:13px;font-weight:700;cursor:pointer}
        button.primary{background:var(--accent);border-color:var(--accent);color:var(--on)}
        button:disabled{opacity:.5;cursor:default}
        :focus-visible{outline:2px solid var(--accent);outline-offset:2px}
        table{width:100%;border-collapse:collapse;font-size:13px;line-height:20px}
        th{text-align:left;font-size:12px;color:var(--text2);white-space:nowrap}th,td{padding:8px 12px;border-bottom:1px solid var(--line);vertical-align:top}
        .time{white-space:nowrap}.quiet{color:var(--text2)}.error{color:var(--err)}
        fieldset{border:0;margin:0 0 8px;padding:0}legend{font-size:12px;color:var(--text2);padding:0}
        code{font:12px ui-monospace,Consolas,monospace}
        .scroll{overflow-x:auto}
        """;

    public static string Wrap(string title, string body) =>
        $"<!doctype html><html lang=\"ja\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{title} – RelationSyncシミュレータ</title><link rel=\"icon\" href=\"data:,\"><style>{Style}</style></head><body>{body}</body></html>";
}
