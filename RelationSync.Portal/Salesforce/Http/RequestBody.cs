using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace RelationSync.Portal.Salesforce.Http;

/// <summary>A body as it goes over the wire. Kept in memory, compressed, so that it can be sent once more after a 401.</summary>
internal sealed class RequestBody
{
    // Relaxed escaping: Japanese text stays three bytes a character instead of six. Nothing of it is ever put into HTML.
    private static readonly JsonWriterOptions JsonOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly XmlWriterSettings XmlOptions = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    private readonly ArraySegment<byte> _bytes;
    private readonly string _contentType;
    private readonly bool _compressed;

    private RequestBody(CompressingStream stream, string contentType)
    {
        _bytes = stream.Written;
        _compressed = stream.Compressed;
        _contentType = contentType;
    }

    public static RequestBody Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new CompressingStream();
        using (var writer = new Utf8JsonWriter(stream, JsonOptions))
        {
            write(writer);
        }

        return new RequestBody(stream.Finish(), "application/json; charset=utf-8");
    }

    public static RequestBody Xml(XDocument document)
    {
        using var stream = new CompressingStream();
        using (var writer = XmlWriter.Create(stream, XmlOptions))
        {
            document.Save(writer);
        }

        return new RequestBody(stream.Finish(), "text/xml; charset=utf-8");
    }

    public static RequestBody Form(IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var stream = new CompressingStream(threshold: int.MaxValue);
        using var form = new FormUrlEncodedContent(fields);
        form.CopyTo(stream, null, CancellationToken.None);
        return new RequestBody(stream.Finish(), "application/x-www-form-urlencoded");
    }

    public HttpContent ToContent()
    {
        var content = new ByteArrayContent(_bytes.Array!, _bytes.Offset, _bytes.Count);
        content.Headers.TryAddWithoutValidation("Content-Type", _contentType);
        if (_compressed)
        {
            content.Headers.ContentEncoding.Add("gzip");
        }

        return content;
    }
}
