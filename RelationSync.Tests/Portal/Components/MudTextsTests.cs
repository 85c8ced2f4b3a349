using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using RelationSync.Portal.Hosting;

namespace RelationSync.Tests.Portal.Components;

public sealed class MudTextsTests : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentUICulture;

    public void Dispose() => CultureInfo.CurrentUICulture = _before;

    [Theory]
    [InlineData("ja", "消す")]
    [InlineData("en", "Clear")]
    public void MudBlazorsOwnWords_AreInTheViewersLanguage(string language, string clear)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddLocalization();
        services.AddPages();
        using var provider = services.BuildServiceProvider();

        var texts = provider.GetRequiredService<MudLocalizer>();

        Assert.Equal(clear, texts["MudInput_Clear"].Value);
        Assert.True(texts["MudTabs_AddTab"].ResourceNotFound);
    }
}
