using System.Text;
using System.Xml.Linq;
using RelationSync.Simulator.Hosting;

namespace RelationSync.Simulator.Soap;

internal static class SoapAnswer
{
    public static readonly XNamespace Metadata = "http://soap.sforce.com/2006/04/metadata";
    public static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";
    private static readonly XNamespace Envelope = "http://schemas.xmlsoap.org/soap/envelope/";

    public static HttpAnswer Ok(string operation, params object[] results) => Send(200, new XElement(Metadata + (operation + "Response"), new XAttribute("xmlns", Metadata), results));

    /// <summary>A fault comes with status 500, an expired token's too.</summary>
    public static HttpAnswer Fault(string code, string message, int status = 500) => Send(status, new XElement(
        Envelope + "Fault",
        new XAttribute(XNamespace.Xmlns + "sf", Metadata),
        new XElement("faultcode", "sf:" + code),
        new XElement("faultstring", message.StartsWith(code, StringComparison.Ordinal) ? message : $"{code}: {message}")));

    private static HttpAnswer Send(int status, XElement content)
    {
        var document = new XElement(
            Envelope + "Envelope",
            new XAttribute(XNamespace.Xmlns + "soapenv", Envelope),
            new XAttribute(XNamespace.Xmlns + "xsi", Instance),
            new XElement(Envelope + "Body", content));
        var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + document.ToString(SaveOptions.DisableFormatting);
        return new HttpAnswer(status, "text/xml;charset=UTF-8", Encoding.UTF8.GetBytes(xml));
    }
}
