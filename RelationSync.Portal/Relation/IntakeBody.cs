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

    private readonly IntakeBudget _budget;
    private byte[] _buffer = [];
    private int _length;

    private IntakeBody(IntakeBudget budget) => _budget = budget;

    /// <summary>Why there is no body to be judged; null: there is.</summary>
    public IntakeProblem? Problem { get; private set; }

    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

    /// <summary>The body; or a problem where it is longer than <see cref="MaxBytes"/>, announced or not, or the budget is used up.</summary>
    public static async Task<IntakeBody> ReadAsync(HttpRequest request, IntakeBudget budget, CancellationToken cancellationToken)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MostDiscarded;
        }

        var body = new IntakeBody(budget);
        try
        {
            await body.ReadAsync(request, cancellationToken);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            _budget.GiveBack(_buffer.Length);
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = [];
        _length = 0;
    }

    private async Task ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            Problem = request.ContentLength > MaxBytes ? IntakeProblem.TooLarge : await FillAsync(request.Body, cancellationToken);
            if (Problem == IntakeProblem.TooLarge)
            {
                Dispose();
                await DiscardAsync(request.Body, cancellationToken);
            }
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            // More than is worth reading.
            Problem = IntakeProblem.TooLarge;
        }
    }

    private async Task<IntakeProblem?> FillAsync(Stream source, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_length == _buffer.Length && !TryGrow())
            {
                return IntakeProblem.Busy;
            }

            var read = await source.ReadAsync(_buffer.AsMemory(_length), cancellationToken);
            if (read == 0)
            {
                return null;
            }

            _length += read;
            if (_length > MaxBytes)
            {
                return IntakeProblem.TooLarge;
            }
        }
    }

    private static async Task DiscardAsync(Stream source, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            for (var left = MostDiscarded; left > 0;)
            {
                var read = await source.ReadAsync(buffer, cancellationToken);
                if (read == 0)
                {
                    return;
                }

                left -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private bool TryGrow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Min(Math.Max(FirstBuffer, _buffer.Length * 2), MaxBytes + FirstBuffer));
        if (!_budget.TryTake(larger.Length))
        {
            ArrayPool<byte>.Shared.Return(larger);
            return false;
        }

        _buffer.AsSpan(0, _length).CopyTo(larger);
        if (_buffer.Length > 0)
        {
            _budget.GiveBack(_buffer.Length);
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = larger;
        return true;
    }
}
