using System.Text;

namespace RelationSync.Simulator.Page;

internal static class PageHtml
{
    private const string Script = """
        const time = new Intl.DateTimeFormat('ja-JP', { timeZone: 'Asia/Tokyo', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' });
        const shown = new Map();
        const make = (tag, text, attributes = {}) => {
          const element = document.createElement(tag);
          element.textContent = text ?? '';
          for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
          return element;
        };
        function render(org) {
          const key = JSON.stringify([org.version, org.total]);
          if (shown.get(org.name) === key) return;
          shown.set(org.name, key);
          let card = document.querySelector(`section[data-org="${CSS.escape(org.name)}"]`);
          if (!card) {
            card = make('section', '', { class: 'card', 'data-org': org.name });
            document.getElementById('orgs').append(card);
          }
          const rows = org.events.map(e => {
            const row = make('tr', '', { 'data-testid': 'sim-event-row', 'data-id': e.id });
            const start = e.start && time.format(new Date(e.start)), end = e.end && time.format(new Date(e.end));
            row.append(make('td', (e.deleted ? '（削除済み）' : '') + (e.subject ?? '')), make('td', e.who ?? '—'), make('td', e.owner ?? '—'), make('td', start, { class: 'time' }), make('td', end, { class: 'time' }));
            return row;
          });
          card.replaceChildren(make('h2', `組織 ${org.name}：行動 ${org.total}件`));
          if (rows.length === 0) { card.append(make('p', 'まだ行動はありません。')); return; }
          const table = document.createElement('table'), head = table.createTHead().insertRow(), body = table.createTBody();
          for (const name of ['件名', '名前', '割り当て先', '開始', '終了']) head.append(make('th', name, { scope: 'col' }));
          body.append(...rows);
          const scroll = make('div', '', { class: 'scroll' });
          scroll.append(table);
          card.append(scroll);
        }
        const states = { sent: '送信済み', received: '受信', draft: '下書き', requested: '承認依頼中', approved: '承認済み', rejected: '差し戻し', sending: '送信中', scheduled: '送信予約', send_error: '送信エラー', conversation: '会話中', end_conversation: '会話終了' };
        const channels = { mail: 'メール', sms: 'SMS', record: '応対メモ', call: '通話メモ', line: 'LINE', r_messe: 'R-Messe', yahoo: 'Yahoo!', chatplus: 'Chatplus' };
        function renderTenant(tenant) {
          const key = JSON.stringify([tenant.version, tenant.total]);
          if (shown.get('relation/' + tenant.name) === key) return;
          shown.set('relation/' + tenant.name, key);
          let card = document.querySelector(`section[data-tenant="${CSS.escape(tenant.name)}"]`);
          if (!card) {
            card = make('section', '', { class: 'card', 'data-tenant': tenant.name });
            document.getElementById('tenants').append(card);
          }
          const rows = tenant.messages.map(m => {
            const row = make('tr', '', { 'data-testid': 'sim-message-row', 'data-id': m.id });
            row.append(make('td', `${m.ticket}`), make('td', m.box), make('td', channels[m.method] ?? m.method), make('td', m.title), make('td', m.gone ? '削除済み' : states[m.action] ?? m.action), make('td', m.sent_at && time.format(new Date(m.sent_at)), { class: 'time' }));
            return row;
          });
          card.replaceChildren(make('h2', `Re:lation ${tenant.name}：メッセージ ${tenant.total}件`));
          if (rows.length === 0) { card.append(make('p', 'まだメッセージはありません。')); return; }
          const table = document.createElement('table'), head = table.createTHead().insertRow(), body = table.createTBody();
          for (const name of ['チケット', '受信箱', 'チャネル', '件名', '状態', '送信日時']) head.append(make('th', name, { scope: 'col' }));
          body.append(...rows);
          const scroll = make('div', '', { class: 'scroll' });
          scroll.append(table);
          card.append(scroll);
        }
        async function poll() {
          try {
            const tenants = await (await fetch('/_page/tenants')).json();
            tenants.forEach(renderTenant);
            const orgs = await (await fetch('/_page/orgs')).json();
            orgs.forEach(render);
            const names = new Set(orgs.map(o => o.name));
            document.querySelectorAll('section[data-org]').forEach(s => names.has(s.dataset.org) || s.remove());
          } catch { /* the simulator restarts; the next round tells */ }
          setTimeout(poll, 1000);
        }
        for (const button of document.querySelectorAll('button[data-kind]')) button.addEventListener('click', async () => {
          const status = document.getElementById('status');
          button.disabled = true;
          try {
            const answer = await (await fetch((document.querySelector('input[name=source]:checked').value === 'api' ? '/_page/acts/' : '/_page/operations/') + button.dataset.kind, { method: 'POST' })).json();
            status.textContent = answer.message;
            status.className = answer.ok ? 'quiet' : 'error';
          } catch (problem) { status.textContent = String(problem); status.className = 'error'; }
          button.disabled = false;
        });
        poll();
        """;

    /// <param name="canPost">An inbox is configured to push to.</param>
    /// <param name="canAct">There is a tenant whose API can be read.</param>
    public static string Render(bool canPost, bool canAct)
    {
        var html = new StringBuilder("<header><h1>RelationSyncシミュレータ</h1>");
        html.Append("<p>Re:lationの操作をボタンで起こすと、ポータルが同期し、Salesforceの行動として下に現れます。</p></header><main>");
        html.Append("<section class=\"card\"><h2>Re:lationの操作</h2>");
        html.Append("<fieldset><legend>ポータルへの届け方</legend><div class=\"row\">")
            .Append(Source("push", "受信エンドポイントへ送信", isChecked: canPost || !canAct))
            .Append(Source("api", "Re:lationのAPIで読み取り", isChecked: !canPost && canAct))
            .Append("</div></fieldset><div class=\"row\">");
        foreach (var kind in OperationKind.All)
        {
            html.Append("<fieldset><legend>").Append(kind.Group).Append("</legend><button type=\"button\" data-kind=\"").Append(kind.Code)
                .Append("\" data-testid=\"sim-").Append(kind.Code).Append("\">").Append(kind.Label).Append("</button></fieldset>");
        }

        html.Append("</div><p id=\"status\" role=\"status\">")
            .Append(canPost || canAct ? string.Empty : "ポータルの接続先が設定されていないため、操作は送れません。")
            .Append("</p></section><div id=\"tenants\"></div><div id=\"orgs\"></div></main><script>").Append(Script).Append("</script>");
        return PageShell.Wrap("行動", html.ToString());
    }

    private static string Source(string code, string label, bool isChecked) =>
        $"<label class=\"choice\"><input type=\"radio\" name=\"source\" value=\"{code}\" data-testid=\"sim-source-{code}\"{(isChecked ? " checked" : "")}> {label}</label>";
}
