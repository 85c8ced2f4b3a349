using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Notifications;

/// <summary>
/// Posts a message, signed after Standard Webhooks 1.0.0. Only an answer of 2xx is a yes; redirects aren't followed, and
/// nothing of an answer's body is read.
/// </summary>
internal sealed class WebhookSender : IDisposable
{
    private const int MostHeaderKilobytes = 16;
    private readonly HttpClient _client;
    private readonly GuardedDialer _dialer;
    private readonly ISecretBox _secrets;
    private readonly WebhookBody _body;
    private readonly TimeProvider _time;

    public WebhookSender(GuardedDialer dialer, ISecretBox secrets, WebhookBody body, TimeProvider time)
    {
        (_dialer, _secrets, _body, _time) = (dialer, secrets, body, time);
        _client = new HttpClient(Handler(), disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.Add(ProductInfoHeaderValue.Parse(ProductVersion.UserAgent));
    }

    /// <exception cref="DeliveryException">It didn't get there.</exception>
    public async Task SendAsync(NotificationDelivery delivery, NotificationWebhook webhook, string language, CancellationToken cancellationToken)
    {
        var bytes = _body.Write(delivery, language);
        using var request = new HttpRequestMessage(HttpMethod.Post, _secrets.Unprotect(SecretKind.WebhookUrl, webhook.UrlProtected));
        request.Content = new ByteArrayContent(bytes);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json);
        Sign(request, delivery, webhook, bytes);
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            Judge(response.StatusCode);
        }
        catch (HttpRequestException e)
        {
            throw Translate(e);
        }
    }

    public void Dispose() => _client.Dispose();

    private void Sign(HttpRequestMessage request, NotificationDelivery delivery, NotificationWebhook webhook, byte[] bytes)
    {
        var (id, now) = ($"msg_{delivery.Id:N}", _time.GetUtcNow());
        var signatures = StandardWebhookSignature.Sign(_secrets.Unprotect(SecretKind.WebhookSecret, webhook.SecretProtected), id, now, bytes);
        if (webhook is { PreviousSecretProtected: { } previous, PreviousSecretUntil: { } until } && now < until)
        {
            signatures += " " + StandardWebhookSignature.Sign(_secrets.Unprotect(SecretKind.WebhookSecret, previous), id, now, bytes);
        }

        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", signatures);
    }

    private static void Judge(HttpStatusCode status)
    {
        var code = $"HTTP {(int)status}";
        switch ((int)status)
        {
            case >= 200 and < 300:
                return;
            case >= 300 and < 400:
                throw new DeliveryException(DeliveryFault.Redirected, code);
            case (int)HttpStatusCode.Gone:
                throw new DeliveryException(DeliveryFault.ReceiverGone, code) { IsFinal = true };
            default:
                throw new DeliveryException(DeliveryFault.AnswerRefused, code);
        }
    }

    private static DeliveryException Translate(HttpRequestException e)
    {
        for (Exception? cause = e; cause is not null; cause = cause.InnerException)
        {
            if (cause is DeliveryException known)
            {
                return known;
            }

            if (cause is AuthenticationException)
            {
                return new DeliveryException(DeliveryFault.TlsFailed, cause: e);
            }
        }

        return new DeliveryException(DeliveryFault.NotReached, cause: e);
    }

    private SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        AutomaticDecompression = DecompressionMethods.None,
        ConnectCallback = ConnectAsync,
        MaxResponseDrainSize = 0,
        MaxResponseHeadersLength = MostHeaderKilobytes,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        UseCookies = false,
        UseProxy = false,
        SslOptions =
        {
            // No address that a certificate names is called either.
            CertificateChainPolicy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck },
        },
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var isOpen = context.InitialRequestMessage.RequestUri?.Scheme == Uri.UriSchemeHttp;
        var socket = await _dialer.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, isOpen, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
