using System.IO.Compression;

namespace RelationSync.Portal.Salesforce.Http;

/// <summary>Collects what is written; past the threshold all of it goes through gzip, so that a large body is never held plain.</summary>
internal sealed class CompressingStream(int threshold = CompressingStream.DefaultThreshold) : Stream
{
    public const int DefaultThreshold = 1024;

    private MemoryStream _target = new();
    private GZipStream? _gzip;

    public bool Compressed => _gzip is not null;

    public ArraySegment<byte> Written => new(_target.GetBuffer(), 0, (int)_target.Length);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Ends the writing; <see cref="Written"/> is whole from then on.</summary>
    public CompressingStream Finish()
    {
        _gzip?.Dispose();
        return this;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_gzip is null && _target.Length + buffer.Length > threshold)
        {
            var plain = _target;
            _target = new MemoryStream();
            _gzip = new GZipStream(_target, CompressionLevel.Fastest, leaveOpen: true);
            _gzip.Write(plain.GetBuffer(), 0, (int)plain.Length);
        }

        ((Stream?)_gzip ?? _target).Write(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // A flush in between would only make the compression worse.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gzip?.Dispose();
        }

        base.Dispose(disposing);
    }
}
