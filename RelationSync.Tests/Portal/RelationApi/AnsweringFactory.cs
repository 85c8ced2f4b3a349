using RelationSync.Portal.RelationApi;

namespace RelationSync.Tests.Portal.RelationApi;

/// <summary>Clients that go through the allow-list to a handler of the test.</summary>
internal sealed class AnsweringFactory(HttpMessageHandler handler) : IHttpClientFactory
{
    public HttpClient CreateClient(string name) => new(new ReadingCallsOnly { InnerHandler = handler }, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
}
