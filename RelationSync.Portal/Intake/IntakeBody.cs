using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace RelationSync.Portal.Intake;

/// <summary>
/// A request's raw body in a pooled buffer that grows with what has arrived, never with what was announced. Of an inbox that
/// doesn't exist nothing is kept: its body is read and hashed at the same pace, so that the answer comes when any other would.
/// </summary>
internal sealed class IntakeBody : IDisposable
{
    /// <summary>5 MiB.</summary>
    public const int MaxBytes = 5 * 1024 * 1024;

    /// <summary>So much is read before a body is refused: who is still sending would meet a closed connection instead of the answer.</summary>
    private const int MostDiscarded = 16 * 1024 * 1024;

    private const int FirstBuffer = 4 * 1024;
    private const int LargestBuffer = 8 * 1024 * 1024;

    // A pool of our own: the shared one keeps as many of each size as were ever used at once.
    private static readonly ArrayPool<byte> Pool = ArrayPool<byte>.Create(LargestBuffer, maxArraysPerBucket: 2);

    /// <summary>How long a body may take to arrive: what is read before it can be judged mustn't be held for hours. 5 MiB in it are 87 KiB a second.</summary>
    public static readonly TimeSpan LongestRead = TimeSpan.FromMinutes(1);

    private readonly BodyRoom _room;
    private readonly SignatureCheck? _check;
    private byte[] _buffer = [];
    private int _capacity;
    private int _length;

    private IntakeBody(BodyRoom room, SignatureCheck? check) => (_room, _check) = (room, check);

    /// <summary>Why there is no body to be judged; null: there is.</summary>
    public IntakeProblem? Problem { get; private set; }

    /// <summary>Empty if nothing was to be kept.</summary>
    public ReadOnlyMemory<byte> Memory => _room.IsKept ? _buffer.AsMemory(0, _length) : default;

    /// <summary>Before anything is answered: who is refused by the headers may be sending a large body, and shall see the answer.</summary>
    public static void Allow(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MostDiscarded;
        }
    }

    /// <summary>
    /// The body; or a problem where it is longer than <see cref="MaxBytes"/>, announced or not, the budget is used up, or it
    /// takes longer than <see cref="LongestRead"/>.
    /// </summary>
    /// <param name="check">Is appended what arrives; null: no signature is to be judged.</param>
    public static async Task<IntakeBody> ReadAsync(
        HttpRequest request, BodyRoom room, SignatureCheck? check, TimeProvider time, CancellationToken cancellationToken)
    {
        var body = new IntakeBody(room, check);
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
        Replace([], 0);
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

        while (_capacity - _length < arrived.Length)
        {
            if (!TryGrow())
            {
                return IntakeProblem.Busy;
            }
        }

        _check?.Append(arrived);
        if (_room.IsKept)
        {
            arrived.CopyTo(_buffer.AsSpan(_length));
        }

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
        var size = _capacity == 0 ? FirstBuffer : _capacity * 2;
        if (!_room.TryTake(size))
        {
            return false;
        }

        var larger = _room.IsKept ? Pool.Rent(size) : [];
        _buffer.AsSpan(0, _room.IsKept ? _length : 0).CopyTo(larger);
        Replace(larger, size);
        return true;
    }

    private void Replace(byte[] buffer, int capacity)
    {
        _room.GiveBack(_capacity);
        if (_buffer.Length > 0)
        {
            Pool.Return(_buffer);
        }

        (_buffer, _capacity) = (buffer, capacity);
    }
}
