using RelationSync.Tests.Conventions.MadeUp.Lower;

namespace RelationSync.Tests.Conventions.MadeUp.Upper;

/// <summary>Uses the cellar in every way that compiled code can.</summary>
[Cellar.OfAttribute]
internal sealed class Kitchen : Cellar.OfBase
{
    public static int Call() => Cellar.OfCall.Fill();

    public static Func<int> Lambda() => () => Cellar.OfLambda.Fill();

    public static async Task<int> Async()
    {
        await Task.Yield();
        return await Cellar.OfAsync.FillAsync();
    }

    public static IEnumerable<int> Iterator()
    {
        yield return Cellar.OfIterator.Fill();
    }

    public static object Generic() => Array.Empty<Cellar.OfGeneric>();

    public static object TypeOf() => typeof(Cellar.OfTypeOf);

    public static bool Cast(object thing) => thing is Cellar.OfCast;

    public static int Parameter(Cellar.OfParameter? thing) => thing is null ? 0 : 1;
}
