using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace RelationSync.Portal.Intake;

/// <summary>A request's raw body in a pooled buffer that grows with what has arrived, never with what was announced.</summary>
internal sealed class IntakeBody : IDisposable
{
    /// <summary>5 MiB.</summary>
    public const int MaxBytes = 5 * 1024 * 1024;

    /// <summary>So much is read before a body is refused: who is still sending would meet a closed connection instead of the answer.</summary>
    private const int MostDiscarded = 16 * 1024 * 1024;

    private const int FirstBuffer = 64 * 1024;

    /// <summary>How long a body may take to arrive: what is read before it can be judged mustn't be held for hours. 5 MiB in it are 87 KiB a second.</summary>
    public static readonly TimeSpan LongestRead = TimeSpan.FromMinutes(1);

    private readonly IntakeBudget _budget;
    private byte[] _buffer = [];
    private int _length;

    private IntakeBody(IntakeBudget budget) => _budget = budget;

    /// <summary>Why there is no body to be judged; null: there is.</summary>
    public IntakeProblem? Problem { get; private set; }

    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

    /// <summary>
    /// The body; or a problem where it is longer than <see cref="MaxBytes"/>, announced or not, the budget is used up, or it
    /// takes longer than <see cref="LongestRead"/>.
    /// </summary>
    public static async Task<IntakeBody> ReadAsync(HttpRequest request, IntakeBudget budget, TimeProvider time, CancellationToken cancellationToken)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MostDiscarded;
        }

        var body = new IntakeBody(budget);
        try
        {
            // Ending a read under way leaves the connection in order, so that the caller is still answered.
            using var late = new CancellationTokenSource(LongestRead, time);
            using var ending = late.Token.Register(request.BodyReader.CancelPendingRead);
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
            Problem = request.ContentLength > MaxBytes ? IntakeProblem.TooLarge : await FillAsync(request.BodyReader, cancellationToken);
            if (Problem == IntakeProblem.TooLarge)
            {
                Dispose();
                await DiscardAsync(request.BodyReader, cancellationToken);
            }
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            // More than is worth reading.
            Problem = IntakeProblem.TooLarge;
        }
    }

    private async Task<IntakeProblem?> FillAsync(PipeReader source, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await source.ReadAsync(cancellationToken);
            var problem = read.IsCanceled ? IntakeProblem.TooSlow : Append(read.Buffer);
            source.AdvanceTo(read.Buffer.End);
            if (problem is not null || read.IsCompleted)
            {
                return problem;
            }
        }
    }

    private IntakeProblem? Append(ReadOnlySequence<byte> arrived)
    {
        if (_length + arrived.Length > MaxBytes)
        {
            return IntakeProblem.TooLarge;
        }

        while (_buffer.Length - _length < arrived.Length)
        {
            if (!TryGrow())
            {
                return IntakeProblem.Busy;
            }
        }

        arrived.CopyTo(_buffer.AsSpan(_length));
        _length += (int)arrived.Length;
        return null;
    }

    private static async Task DiscardAsync(PipeReader source, CancellationToken cancellationToken)
    {
        for (long left = MostDiscarded; left > 0;)
        {
            var read = await source.ReadAsync(cancellationToken);
            left -= read.Buffer.Length;
            source.AdvanceTo(read.Buffer.End);
            if (read.IsCanceled || read.IsCompleted)
            {
                return;
            }
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
