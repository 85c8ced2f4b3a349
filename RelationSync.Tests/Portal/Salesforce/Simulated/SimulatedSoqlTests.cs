using RelationSync.Domain.Sync;
using RelationSync.Tests.Portal.Salesforce.Support;

namespace RelationSync.Tests.Portal.Salesforce.Simulated;

/// <summary>Whatever is looked up, by whatever values, is a query that a real grammar takes.</summary>
[Trait("Rule", "R-W7")]
public sealed class SimulatedSoqlTests(SimulatedOrgs orgs) : IClassFixture<SimulatedOrgs>
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 10, 23, 45, TimeSpan.FromHours(9));

    private static readonly string[] Values =
    [
        "a@example.com", "O'Brien@example.com", @"back\slash", @"\' OR Id != '", "a\nb\rc\td\be\ff", "nul\0 next\u0085 line\u2028", "\"quoted\"@example.com",
        "（０３）１２３４－５６７８", "100%_", "👩‍👩‍👧@example.com", "\uFEFFa@example.com", "", "'", "\\", "\\\\'", "{a}", ":bind", "--", "/* x */",
    ];

    [Fact]
    public async Task EveryShapeOfQuestion_IsAskedInSoqlThatIsTaken()
    {
        var org = await orgs.CreateAsync(new { name = "shapes", marker_field = true });
        var client = org.Open();

        for (var shape = 0; shape < 1 << 8; shape++)
        {
            // A refused query is no empty answer: it throws.
            Assert.NotNull(await client.LookUpAsync(Question(shape), CancellationToken.None));
        }

        Assert.True(client.Calls > 200);
    }

    private static LookUpQuestion Question(int shape)
    {
        bool Has(int bit) => (shape & (1 << bit)) != 0;
        return new LookUpQuestion
        {
            UserEmails = Has(0) ? Values : [],
            Emails = Has(1) ? Values : [],
            PhoneSpellings = Has(2) ? Values : [],
            PhonePatterns = Has(3) ? [.. Values.Select(v => $"%{v}%")] : [],
            Contacts = Has(4),
            Leads = Has(4) != Has(5),
            Opportunities = Has(5),
            Markers = Has(6) ? [Guid.Empty, Guid.AllBitsSet] : [],
            EventStarts = Has(7) ? [Start, Start.AddYears(200)] : [],
            EventsCreatedSince = Has(7) && Has(0) ? Start : null,
            AsksWhetherAllIsSeen = Has(7) != Has(6),
        };
    }
}
