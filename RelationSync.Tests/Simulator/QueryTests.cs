namespace RelationSync.Tests.Simulator;

[Collection(nameof(SimulatorGroup))]
public sealed class QueryTests(SimulatorFixture simulator) : IAsyncLifetime
{
    private const string People = """
        {"User":[{"@ref":"u1","Email":"sato@q.example","Username":"sato@q.example","LastName":"佐藤"}],
         "Account":[{"@ref":"a1","Name":"青空商事"}],
         "Contact":[
           {"@ref":"c1","LastName":"A","Email":"a@q.example","Phone":"03-1234-5678","AccountId":"@a1","CreatedDate":"2020-01-01T00:00:00Z"},
           {"@ref":"c2","LastName":"B","Email":"B@Q.example","Phone":"it's","CreatedDate":"2021-01-01T00:00:00Z"},
           {"@ref":"c3","LastName":"C","Title":"50%_x","CreatedDate":"2022-01-01T00:00:00Z"}],
         "Opportunity":[{"@ref":"o1","Name":"open","StageName":"Prospecting","Amount":10},{"@ref":"o2","Name":"won","StageName":"Closed Won","Amount":20}],
         "OpportunityContactRole":[{"OpportunityId":"@o1","ContactId":"@c1","IsPrimary":true},{"OpportunityId":"@o2","ContactId":"@c1"},{"OpportunityId":"@o1","ContactId":"@c2"}]}
        """;

    private static readonly string[] IdOnly = ["Id"];

    private SimulatedOrg _org = null!;
    private Dictionary<string, string> _refs = [];

    public async Task InitializeAsync()
    {
        _org = await simulator.CreateOrgAsync();
        _refs = await _org.AddAsync(People);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("SELECT Id FROM Contact", 3)]
    [InlineData("select id from contact where EMAIL = 'b@q.example'", 1)]
    [InlineData("SELECT Id FROM Contact WHERE Email IN ('A@Q.EXAMPLE', 'b@q.example', 'x')", 2)]
    [InlineData("SELECT Id FROM Contact WHERE Email NOT IN ('a@q.example')", 2)]
    [InlineData("SELECT Id FROM Contact WHERE Email != 'a@q.example'", 2)]
    [InlineData("SELECT Id FROM Contact WHERE Email <> null", 2)]
    [InlineData("SELECT Id FROM Contact WHERE Email = null", 1)]
    [InlineData("SELECT Id FROM Contact WHERE Email = ''", 1)]
    [InlineData("SELECT Id FROM Contact WHERE Phone LIKE '%3%1%2%' OR Phone LIKE 'IT%' OR Title LIKE 'x'", 2)]
    [InlineData("SELECT Id FROM Contact WHERE LastName LIKE 'b' OR Phone LIKE '%9%'", 1)]
    [InlineData("SELECT Id FROM Contact WHERE NOT Email = 'a@q.example'", 2)]
    [InlineData("SELECT Id FROM Contact WHERE (NOT Email = null) AND Phone LIKE '%3%1%2%3%4%'", 1)]
    [InlineData("SELECT Id FROM Contact WHERE Email = 'a@q.example' OR Phone IN ('it\\'s')", 2)]
    [InlineData("SELECT Id FROM Contact WHERE (Email = 'a@q.example' OR Phone = 'x') AND LastName = 'a'", 1)]
    [InlineData("SELECT Id FROM Contact WHERE LastName LIKE '_'", 3)]
    [InlineData("SELECT Id FROM Contact WHERE Title LIKE '50\\%\\_%'", 1)]
    [InlineData("SELECT Id FROM Contact WHERE CreatedDate >= 2021-01-01T00:00:00Z", 2)]
    [InlineData("SELECT Id FROM Contact WHERE CreatedDate < 2021-01-01T09:00:00+09:00", 1)]
    [InlineData("SELECT Id FROM Contact WHERE LastModifiedDate = LAST_N_DAYS:3", 0)]
    [InlineData("SELECT Id FROM Contact WHERE Account.Name = '青空商事'", 1)]
    [InlineData("SELECT Id FROM Contact WHERE Contact.Account.Owner.Profile.UserLicense.Name = 'Salesforce'", 1)]
    [InlineData("SELECT Id FROM Contact c WHERE c.LastName = 'A'", 1)]
    [InlineData("SELECT Id FROM Opportunity WHERE Amount > 10.5", 1)]
    [InlineData("SELECT Id FROM Opportunity WHERE IsClosed = false", 1)]
    [InlineData("SELECT Id FROM OpportunityContactRole WHERE Contact.Email IN ('a@q.example','b@q.example') AND Opportunity.IsClosed = false", 2)]
    [InlineData("SELECT Id FROM Contact WHERE Id IN (SELECT ContactId FROM OpportunityContactRole WHERE Opportunity.IsClosed = true)", 1)]
    [InlineData("SELECT Id FROM Contact WHERE Id NOT IN (SELECT ContactId FROM OpportunityContactRole)", 1)]
    [InlineData("SELECT Id FROM User WHERE Email = 'sato@q.example' AND IsActive = true AND UserType = 'Standard'", 1)]
    [InlineData("SELECT Id FROM Contact ORDER BY LastName LIMIT 2", 2)]
    [InlineData("SELECT Id FROM Contact ORDER BY LastName LIMIT 2 OFFSET 2", 1)]
    [InlineData("SELECT COUNT() FROM Contact WHERE Email != null", 2)]
    public async Task Query_OfTheGrammar_FindsTheRows(string soql, int rows)
    {
        var answer = await _org.QueryAsync(soql);

        Assert.True(answer.Status == 200, answer.Text);
        Assert.Equal(rows, answer.TotalSize);
    }

    [Theory]
    [InlineData("SELECT Nope FROM Contact", "INVALID_FIELD")]
    [InlineData("SELECT Id FROM Contact WHERE Nope = 'x'", "INVALID_FIELD")]
    [InlineData("SELECT Nope.Name FROM Contact", "INVALID_FIELD")]
    [InlineData("SELECT Id FROM Event WHERE Description = 'x'", "INVALID_FIELD")]
    [InlineData("SELECT Id FROM Event ORDER BY Description", "INVALID_FIELD")]
    [InlineData("SELECT EventWhoIds FROM Event", "INVALID_FIELD")]
    [InlineData("SELECT Id FROM Contact WHERE Email = 5", "INVALID_FIELD")]
    [InlineData("SELECT Id FROM Contact WHERE CreatedDate > '2020-01-01'", "INVALID_FIELD")]
    [InlineData("SELECT Id FROM Contact WHERE CreatedDate > 2020-01-01", "INVALID_FIELD")]
    [InlineData("SELECT Id FROM Nope", "INVALID_TYPE")]
    [InlineData("SELECT Id FROM Contact WHERE Id = 'nope'", "INVALID_QUERY_FILTER_OPERATOR")]
    [InlineData("SELECT Id FROM Contact WHERE Email = 'a' AND Phone = 'b' OR Phone = 'c'", "MALFORMED_QUERY")]
    [InlineData("SELECT Id FROM Contact WHERE Email = 'it's'", "MALFORMED_QUERY")]
    [InlineData("SELECT Id FROM Contact WHERE Email = 'a\\xb'", "MALFORMED_QUERY")]
    [InlineData("SELECT Id FROM Contact WHERE Email = 'a\\%b'", "MALFORMED_QUERY")]
    [InlineData("SELECT Id FROM Contact WHERE Email = 'a", "MALFORMED_QUERY")]
    [InlineData("SELECT Id FROM Contact WHERE Email IN ()", "MALFORMED_QUERY")]
    [InlineData("SELECT Id, Id FROM Contact", "MALFORMED_QUERY")]
    [InlineData("SELECT Id FROM Contact WHERE", "MALFORMED_QUERY")]
    [InlineData("SELECT FROM Contact", "MALFORMED_QUERY")]
    [InlineData("SELECT Id FROM Contact LIMIT x", "MALFORMED_QUERY")]
    [InlineData("SELECT Id FROM Contact OFFSET 2001", "NUMBER_OUTSIDE_VALID_RANGE")]
    [InlineData("SELECT Account.Owner.Manager.Manager.Manager.Manager.Name FROM Contact", "MALFORMED_QUERY")]
    public async Task Query_ThatSalesforceRefuses_IsRefused(string soql, string code)
    {
        var answer = await _org.QueryAsync(soql);

        Assert.Equal(400, answer.Status);
        Assert.Equal(code, answer.Error);
    }

    [Fact]
    public async Task Query_WithRelationships_NestsThemAndNullsWhatIsMissing()
    {
        var answer = await _org.QueryAsync("SELECT Id, Account.Name, Account.Owner.Username FROM Contact ORDER BY LastName");

        var rows = answer.Json["records"]!;
        Assert.Equal("青空商事", (string?)rows[0]!["Account"]!["Name"]);
        Assert.Equal($"admin@{_org.Name}.example", (string?)rows[0]!["Account"]!["Owner"]!["Username"]);
        Assert.Equal($"/services/data/v67.0/sobjects/Contact/{_refs["c1"]}", (string?)rows[0]!["attributes"]!["url"]);
        Assert.Null(rows[1]!["Account"]);
    }

    [Theory]
    [InlineData("Email ASC", "3,1,2")]
    [InlineData("Email ASC NULLS LAST", "1,2,3")]
    [InlineData("Email DESC", "2,1,3")]
    [InlineData("Email DESC NULLS FIRST", "3,2,1")]
    [InlineData("AccountId DESC, CreatedDate DESC", "1,3,2")]
    public async Task Query_WithOrder_PutsNullsWhereAsked(string order, string expected)
    {
        var answer = await _org.QueryAsync("SELECT Id FROM Contact ORDER BY " + order);

        var ids = answer.Json["records"]!.AsArray().Select(r => (string?)r!["Id"]);
        Assert.Equal(expected.Split(',').Select(n => _refs["c" + n]), ids);
    }

    [Fact]
    public async Task Query_OfPolymorphicNames_TellsNameAndType()
    {
        await _org.CreateAsync(SimulatedOrg.Event(new { WhoId = _refs["c1"] }));

        var answer = await _org.QueryAsync("SELECT Who.Name, Who.Type, What.Name FROM Event");

        Assert.Equal("Contact", (string?)answer.Json["records"]![0]!["Who"]!["Type"]);
        Assert.Null(answer.Json["records"]![0]!["What"]);
    }

    [Fact]
    public async Task Query_OfMoreThanTwoThousandRows_ComesInPages()
    {
        var contacts = string.Join(',', Enumerable.Range(0, 4_001).Select(i => $$"""{"LastName":"p{{i}}","Department":"pages"}"""));
        await _org.AddAsync($$"""{"Contact":[{{contacts}}]}""");

        var first = await _org.QueryAsync("SELECT Id FROM Contact WHERE Department = 'pages'");
        var second = await _org.SendAsync("GET", (string)first.Json["nextRecordsUrl"]!);
        var third = await _org.SendAsync("GET", (string)second.Json["nextRecordsUrl"]!);

        Assert.Equal(4_001, first.TotalSize);
        Assert.False((bool)first.Json["done"]!);
        Assert.StartsWith("/services/data/v67.0/query/", (string)first.Json["nextRecordsUrl"]!, StringComparison.Ordinal);
        Assert.Equal(2_000, second.Json["records"]!.AsArray().Count);
        Assert.True((bool)third.Json["done"]!);
        Assert.Single(third.Json["records"]!.AsArray());
    }

    [Theory]
    [InlineData("batchSize=200", 200)]
    [InlineData("batchSize=1", 200)]
    [InlineData("batchSize=9999", 300)]
    public async Task Query_WithABatchSize_KeepsWithinItsBounds(string option, int rows)
    {
        var contacts = string.Join(',', Enumerable.Range(0, 300).Select(i => """{"LastName":"x","Department":"batch"}"""));
        await _org.AddAsync($$"""{"Contact":[{{contacts}}]}""");

        var answer = await _org.SendAsync("GET", SimulatedOrg.Data + "/query?q=" + Uri.EscapeDataString("SELECT Id FROM Contact WHERE Department = 'batch'"), adjust: r => r.Headers.Add("Sforce-Query-Options", option));

        Assert.Equal(rows, answer.Json["records"]!.AsArray().Count);
    }

    [Fact]
    public async Task QueryMore_OfAnUnknownCursor_IsRefused()
    {
        Assert.Equal("INVALID_QUERY_LOCATOR", (await _org.GetAsync("/query/01g000000000001-2000")).Error);
    }

    [Fact]
    public async Task QueryAll_AlsoFindsDeletedRows()
    {
        var created = await _org.CreateAsync(SimulatedOrg.Event());
        await _org.SendAsync("DELETE", $"{SimulatedOrg.Data}/sobjects/Event/{created.Json[0]!["id"]}");

        var without = await _org.QueryAsync("SELECT Id FROM Event");
        var with = await _org.GetAsync("/queryAll?q=" + Uri.EscapeDataString("SELECT Id, IsDeleted FROM Event"));

        Assert.Equal(0, without.TotalSize);
        Assert.True((bool)with.Json["records"]![0]!["IsDeleted"]!);
    }

    [Theory]
    [InlineData(100_000, 200)]
    [InlineData(100_001, 400)]
    public async Task Query_InsideAComposite_MayHaveAHundredThousandCharacters(int characters, int status)
    {
        const string head = "SELECT Id FROM Contact WHERE Email IN (";
        var list = "'a@q.example'" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $",'{i}@x'"));
        var soql = head + list[..list.LastIndexOf(',', characters - head.Length - 2)];
        soql += new string(' ', characters - soql.Length - 1) + ")";

        var answer = await _org.PostAsync("/composite", new
        {
            compositeRequest = new[] { new { method = "GET", url = $"{SimulatedOrg.Data}/query?q={Uri.EscapeDataString(soql)}", referenceId = "q" } },
        });

        var part = answer.Json["compositeResponse"]![0]!;
        Assert.Equal(characters, soql.Length);
        Assert.Equal(status, (int)part["httpStatusCode"]!);
    }

    [Fact]
    public async Task Search_ForAPhoneNumber_MatchesWholeWordsOnly()
    {
        var spelt = await _org.GetAsync("/search?q=" + Uri.EscapeDataString("FIND {03\\-1234\\-5678} IN PHONE FIELDS RETURNING Contact(Id, Phone), Lead(Id)"));
        var joined = await _org.GetAsync("/search?q=" + Uri.EscapeDataString("FIND {0312345678} IN PHONE FIELDS RETURNING Contact(Id)"));
        var parameterized = await _org.PostAsync("/parameterizedSearch", new { q = "03-1234-5678", @in = "PHONE", fields = IdOnly, sobjects = new[] { new { name = "Contact" } } });

        Assert.Single(spelt.Json["searchRecords"]!.AsArray());
        Assert.Empty(joined.Json["searchRecords"]!.AsArray());
        Assert.Single(parameterized.Json["searchRecords"]!.AsArray());
    }
}
