using RelationSync.Benchmarks.Harness;

namespace RelationSync.E2E.Infrastructure;

/// <summary>A fact that needs a file system of its own; skipped, with the reason, where none may be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TmpfsFactAttribute : FactAttribute
{
    public TmpfsFactAttribute()
    {
        try
        {
            using var probe = Tmpfs.Mount(1);
        }
        catch (InvalidOperationException e)
        {
            Skip = e.Message;
        }
    }
}
