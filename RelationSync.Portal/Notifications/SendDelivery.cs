using System.Security.Cryptography;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Notifications;

/// <summary>One attempt at one delivery, whatever its channel.</summary>
internal sealed class SendDelivery(MailSender mails, WebhookSender webhooks, DeliveryTimes times, TimeProvider time, ILogger<SendDelivery> logger)
{
    /// <summary>Null: delivered.</summary>
    /// <exception cref="OperationCanceledException">The portal stops: what became of it is unknown.</exception>
    public async Task<DeliveryException?> RunAsync(DueDelivery due, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(times.Attempt, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await SendAsync(due, either.Token);
            return null;
        }
        catch (DeliveryException e)
        {
            return e;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new DeliveryException(DeliveryFault.TimedOut);
        }
        catch (CryptographicException)
        {
            return new DeliveryException(DeliveryFault.SecretUnreadable);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError(e, "Notification {Delivery} could not be sent for a reason that isn't foreseen.", due.Delivery.Id);
            return new DeliveryException(DeliveryFault.Unknown);
        }
    }

    private Task SendAsync(DueDelivery due, CancellationToken cancellationToken) => due switch
    {
        { Delivery.Channel: DeliveryChannel.Mail, Settings.MailOn: true } => mails.SendAsync(due.Delivery, due.Settings, cancellationToken),
        { Delivery.Channel: DeliveryChannel.Webhook, Webhook: { } webhook } => webhooks.SendAsync(due.Delivery, webhook, due.Settings.Language, cancellationToken),
        _ => throw new DeliveryException(DeliveryFault.ChannelGone) { IsFinal = true },
    };
}
