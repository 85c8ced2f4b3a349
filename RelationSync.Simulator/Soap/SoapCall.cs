using System.Xml.Linq;

namespace RelationSync.Simulator.Soap;

internal sealed record SoapCall(XElement Operation, string SessionId);
