using System.Globalization;
using RelationSync.Domain.Salesforce;

namespace RelationSync.Tests.Portal.Salesforce.Support;

internal static class Samples
{
    public static readonly DateTimeOffset Start = new(2026, 5, 1, 10, 23, 45, 678, TimeSpan.FromHours(9));

    public static EventRecord Event(int number = 0, params string[] whoIds) => new(
        Guid.Parse(number.ToString("x32", CultureInfo.InvariantCulture)),
        $"【メール】お問い合わせ {number}",
        Answers.UserId,
        Start,
        Start.AddMinutes(5),
        "メール",
        "本文 \"引用\" 😀",
        whoIds,
        null);

    public static EventRecord[] Events(int count) => [.. Enumerable.Range(0, count).Select(i => Event(i))];

    public static string EventId(int number) => string.Create(CultureInfo.InvariantCulture, $"00U5g{number:D10}AAA");
}
