namespace RelationSync.Tests.Conventions.MadeUp.Lower;

/// <summary>What each way of using a type uses.</summary>
internal static class Cellar
{
    internal static class OfCall
    {
        public static int Fill() => 1;
    }

    internal static class OfLambda
    {
        public static int Fill() => 2;
    }

    internal static class OfAsync
    {
        public static Task<int> FillAsync() => Task.FromResult(3);
    }

    internal static class OfIterator
    {
        public static int Fill() => 4;
    }

    internal sealed class OfGeneric;

    internal sealed class OfTypeOf;

    internal sealed class OfCast;

    internal sealed class OfParameter;

    internal class OfBase;

    [AttributeUsage(AttributeTargets.Class)]
    internal sealed class OfAttributeAttribute : Attribute;
}
