namespace RelationSync.E2E.Infrastructure;

/// <summary>Waits for what a process comes to by itself.</summary>
internal static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task TrueAsync(Func<Task<bool>> isSo, Func<string> complaint, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
            {
                throw new TimeoutException(complaint());
            }

            await Task.Delay(100, cancellationToken);
        }
    }
}
