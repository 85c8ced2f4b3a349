namespace RelationSync.Tests.Support;

/// <summary>What comes about by itself, in its own time: a busy machine is given a minute, an idle one isn't kept waiting.</summary>
internal static class Soon
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static Task HoldsAsync(Func<bool> holds) => HoldsAsync(() => Task.FromResult(holds()));

    /// <param name="holds">What has to come true.</param>
    /// <param name="between">Done before each further look, as turning a clock.</param>
    public static async Task HoldsAsync(Func<Task<bool>> holds, Action? between = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await holds())
        {
            Assert.False(patience.IsCancellationRequested, "It didn't come about within a minute.");
            between?.Invoke();
            await Task.Delay(10, CancellationToken.None);
        }
    }
}
