using System.Globalization;
using System.Text;
using QRCoder;

namespace RelationSync.Portal.Components.SecondFactor;

/// <summary>A QR code as the path of an SVG whose unit is one module: it needs no picture from elsewhere and no style.</summary>
/// <param name="Size">Modules across, the quiet zone of four on either side included.</param>
/// <param name="Path">Of the dark ones.</param>
internal sealed record QrPicture(int Size, string Path)
{
    public static QrPicture Of(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
        {
            var row = code.ModuleMatrix[y];
            for (var x = 0; x < row.Count; x++)
            {
                var from = x;
                while (x < row.Count && row[x])
                {
                    x++;
                }

                if (x > from)
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{from} {y}h{x - from}v1h-{x - from}z");
                }
            }
        }

        return new(code.ModuleMatrix.Count, path.ToString());
    }
}
