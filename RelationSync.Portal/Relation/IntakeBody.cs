using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace RelationSync.Portal.Relation;

/// <summary>A request's raw body in a pooled buffer that grows with what has arrived, never with what was announced.</summary>
internal sealed class IntakeBody : IDisposable
{
    /// <summary>5 MiB.</summary>
    public const int MaxBytes = 5 * 1024 * 1024;

    /// <summary>So much is read before a body is refused: who is still sending would meet a closed connection instead of the answer.</summary>
    private const int MostDiscarded = 16 * 1024 * 1024;

    private const int FirstBuffer = 64 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
    private int _length;

    private IntakeBody()
    {
    }

    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

    /// <summary>The body, or null where it is longer than <see cref="MaxBytes"/>, announced or not.</summary>
    public static async Task<IntakeBody?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MostDiscarded;
        }

        var body = new IntakeBody();
        try
        {
            if (request.ContentLength is not > MaxBytes && await body.FillAsync(request.Body, cancellationToken))
            {
                return body;
            }

            await body.DiscardAsync(request.Body, cancellationToken);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            // More than is worth reading.
        }
        catch
        {
            body.Dispose();
            throw;
        }

        body.Dispose();
        return null;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private async Task<bool> FillAsync(Stream source, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_length == _buffer.Length)
            {
                Grow();
            }

            var read = await source.ReadAsync(_buffer.AsMemory(_length), cancellationToken);
            if (read == 0)
            {
                return true;
            }

            _length += read;
            if (_length > MaxBytes)
            {
                return false;
            }
        }
    }

    private async Task DiscardAsync(Stream source, CancellationToken cancellationToken)
    {
        for (var left = MostDiscarded - _length; left > 0;)
        {
            var read = await source.ReadAsync(_buffer, cancellationToken);
            if (read == 0)
            {
                return;
            }

            left -= read;
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Min(_buffer.Length * 2, MaxBytes + FirstBuffer));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
