using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace RelationSync.Tests.Support;

/// <summary>A mail server on loopback that keeps what it was given and refuses what a test says (RFC 5321, 4954, 3207).</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _listening;

    public SmtpServer()
    {
        _listener.Start();
        _listening = ListenAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ConcurrentQueue<ReceivedMail> Mails { get; } = new();

    public ConcurrentQueue<string> Commands { get; } = new();

    /// <summary>What is offered after EHLO.</summary>
    public IReadOnlyList<string> Offers { get; init; } = ["AUTH PLAIN", "8BITMIME"];

    /// <summary>Of STARTTLS; nobody trusts it.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Another answer to a command that begins so, like <c>("RCPT", "550 5.1.1 no such user")</c>; <c>end of data</c> is the mail itself. Empty: none at all.</summary>
    public ConcurrentDictionary<string, string> Refusals { get; } = new(StringComparer.Ordinal);

    /// <summary>What <c>AUTH PLAIN</c> must give: base64 of NUL user NUL password.</summary>
    public string? SignIn { get; init; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _listening;
        _listener.Dispose();
        _end.Dispose();
        Certificate?.Dispose();
    }

    private async Task ListenAsync()
    {
        var sessions = new List<Task>();
        try
        {
            while (true)
            {
                sessions.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await TalkAsync(client.GetStream());
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or AuthenticationException or SocketException)
            {
                // The client went away, as some tests want.
            }
        }
    }

    private async Task TalkAsync(Stream stream)
    {
        var (reader, from, to) = (new StreamReader(stream, Encoding.UTF8), "", new List<string>());
        await SayAsync(stream, "220 test ready");
        while (await reader.ReadLineAsync(_end.Token) is { } command)
        {
            Commands.Enqueue(command);
            var refusal = Refusals.FirstOrDefault(r => command.StartsWith(r.Key, StringComparison.Ordinal)).Value;
            if (refusal is not null)
            {
                await SayAsync(stream, refusal);
                continue;
            }

            switch (command.Split(' ')[0])
            {
                case "EHLO":
                    await SayAsync(stream, string.Concat(Offers.Select(o => $"250-{o}\r\n")) + "250 OK");
                    break;
                case "STARTTLS":
                    await SayAsync(stream, "220 go ahead");
                    var tls = new SslStream(stream);
                    await tls.AuthenticateAsServerAsync(Certificate!);
                    (stream, reader) = (tls, new StreamReader(tls, Encoding.UTF8));
                    break;
                case "AUTH":
                    await SayAsync(stream, command == $"AUTH PLAIN {SignIn}" ? "235 2.7.0 welcome" : "535 5.7.8 wrong");
                    break;
                case "MAIL":
                    (from, to) = (command, []);
                    await SayAsync(stream, "250 OK");
                    break;
                case "RCPT":
                    to.Add(command);
                    await SayAsync(stream, "250 OK");
                    break;
                case "DATA":
                    await SayAsync(stream, "354 go on");
                    await TakeAsync(stream, reader, from, to);
                    break;
                case "QUIT":
                    await SayAsync(stream, "221 bye");
                    return;
                default:
                    await SayAsync(stream, "500 what?");
                    break;
            }
        }
    }

    private async Task TakeAsync(Stream stream, StreamReader reader, string from, List<string> to)
    {
        var data = new StringBuilder();
        while (await reader.ReadLineAsync(_end.Token) is { } line && line != ".")
        {
            data.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        var refusal = Refusals.GetValueOrDefault("end of data");
        if (refusal is null)
        {
            Mails.Enqueue(new ReceivedMail(from, to, data.ToString()));
        }

        await SayAsync(stream, refusal ?? "250 OK");
    }

    private async Task SayAsync(Stream stream, string line)
    {
        if (line.Length > 0)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), _end.Token);
        }
    }
}

/// <summary>A mail as it came in.</summary>
/// <param name="From">The command that names the sender.</param>
/// <param name="To">The commands that name the recipients.</param>
/// <param name="Data">Headers and body.</param>
internal sealed record ReceivedMail(string From, IReadOnlyList<string> To, string Data)
{
    public MimeKit.MimeMessage Message
    {
        get
        {
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Data));
            return MimeKit.MimeMessage.Load(stream);
        }
    }
}
