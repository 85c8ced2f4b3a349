using System.Net;
using System.Text;
using RelationSync.Simulator.Hosting;
using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Page;
using RelationSync.Simulator.Store;

namespace RelationSync.Simulator.OAuth;

internal static class AuthorizePage
{
    private static readonly string[] Carried =
        ["response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method"];

    public static HttpAnswer Ask(Org org, FormFields form, IReadOnlyList<Record> users)
    {
        var hint = form["login_hint"];
        var html = new StringBuilder();
        html.Append("<main class=\"card narrow\"><h1>アクセスを許可しますか</h1>");
        html.Append("<p>アプリ <code>").Append(Encode(form["client_id"])).Append("</code> が、シミュレータの組織 <strong>")
            .Append(Encode(org.Name)).Append("</strong> への接続を求めています。</p>");
        html.Append("<form method=\"post\">");
        foreach (var name in Carried.Where(n => form[n] is not null))
        {
            html.Append("<input type=\"hidden\" name=\"").Append(name).Append("\" value=\"").Append(Encode(form[name])).Append("\">");
        }

        html.Append("<label for=\"user\">Salesforceユーザー</label><select id=\"user\" name=\"user\" data-testid=\"sim-user\">");
        foreach (var user in users)
        {
            var selected = string.Equals(user.Text("Username"), hint ?? org.AdminUsername, StringComparison.OrdinalIgnoreCase);
            html.Append("<option value=\"").Append(Encode(user.Text("Username"))).Append('"').Append(selected ? " selected" : string.Empty).Append('>')
                .Append(Encode($"{user.Text("Name")}（{user.Text("Username")}）")).Append("</option>");
        }

        html.Append("</select><div class=\"row\">");
        html.Append("<button class=\"primary\" name=\"decision\" value=\"allow\" data-testid=\"sim-allow\">許可</button>");
        html.Append("<button name=\"decision\" value=\"deny\" data-testid=\"sim-deny\">拒否</button></div></form></main>");
        return HttpAnswer.Html(200, PageShell.Wrap("アクセスの許可", html.ToString()));
    }

    public static HttpAnswer Problem(string error, string description) => HttpAnswer.Html(400, PageShell.Wrap(
        "認証エラー",
        $"<main class=\"card narrow\"><h1>接続できません</h1><p>{Encode(description)}</p><p><code>error={Encode(error)}</code></p></main>"));

    private static string Encode(string? text) => WebUtility.HtmlEncode(text ?? string.Empty);
}
