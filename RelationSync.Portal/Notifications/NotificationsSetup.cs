namespace RelationSync.Portal.Notifications;

internal static class NotificationsSetup
{
    /// <summary>Conditions, messages and their delivery.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services) => services
        .AddSingleton<IHostResolver, SystemHostResolver>()
        .AddSingleton(new DeliveryTimes())
        .AddSingleton<NotificationMetrics>()
        .AddSingleton<GuardedDialer>()
        .AddSingleton<MessageWords>()
        .AddSingleton<MailText>()
        .AddSingleton<MailSender>()
        .AddSingleton<WebhookBody>()
        .AddSingleton<WebhookSender>()
        .AddSingleton<SendDelivery>()
        .AddSingleton<DeliverDue>()
        .AddSingleton<DeliveryPump>()
        .AddHostedService(s => s.GetRequiredService<DeliveryPump>())
        .AddSingleton<ReadFindings>()
        .AddSingleton<EvaluateConditions>()
        .AddSingleton<ForgetOld>()
        .AddSingleton<GetNotifications>()
        .AddSingleton<SaveMail>()
        .AddSingleton<SaveConditions>()
        .AddSingleton<ChangeWebhooks>()
        .AddSingleton<TestChannel>();
}
