using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace RelationSync.Simulator.Soap.Deploying;

/// <summary>Which elements a metadata file can hold, and of which kind: what Salesforce's parser refuses before it looks at the org.</summary>
internal static class Shapes
{
    private static readonly XNamespace Ns = SoapAnswer.Metadata;
    private static readonly Dictionary<string, Dictionary<string, Slot>> Types = [];
    private static readonly Dictionary<string, string[]> Values = [];

    static Shapes()
    {
        using var stream = typeof(Shapes).Assembly.GetManifestResourceStream("shapes.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            switch (line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                case [var name, "=", .. var elements] when line[0] != '#':
                    Types[name] = elements.Select(Slot.Parse).ToDictionary(s => s.Name, StringComparer.Ordinal);
                    break;
                case [var name, "|", .. var values] when line[0] != '#':
                    Values[name] = values;
                    break;
            }
        }
    }

    /// <summary>The first thing that is wrong with a file's root element, as the parser says it; null: nothing.</summary>
    public static ShapeFault? Check(XElement root, string type)
    {
        if (root.Name.Namespace != Ns)
        {
            return ShapeFault.At(root, $"Error parsing file: Element {root.Name} must be in the namespace {Ns}");
        }

        return CheckComplex(root, type);
    }

    private static ShapeFault? CheckComplex(XElement element, string type)
    {
        var slots = Types[type];
        foreach (var child in element.Elements())
        {
            if (child.Name.Namespace != Ns || !slots.TryGetValue(child.Name.LocalName, out var slot))
            {
                return ShapeFault.At(child, $"Error parsing file: Element {child.Name} invalid at this location in type {type}");
            }

            // What repeats stands together.
            if (child.ElementsBeforeSelf(child.Name).Any() && !(slot.Repeats && child.ElementsBeforeSelf().Last().Name == child.Name))
            {
                return ShapeFault.At(child, $"Error parsing file: Element {child.Name.LocalName} is duplicated at this location in type {type}");
            }

            if (CheckContent(child, slot.Type) is { } fault)
            {
                return fault;
            }
        }

        var missing = slots.Values.Where(s => s.IsRequired && element.Element(Ns + s.Name) is null).Select(s => s.Name).ToList();
        return missing.Count == 0 ? null : ShapeFault.At(element, $"Required fields are missing: [{string.Join(", ", missing)}]");
    }

    private static ShapeFault? CheckContent(XElement element, string type)
    {
        if (type == "any")
        {
            return null;
        }

        if (Types.ContainsKey(type))
        {
            return CheckComplex(element, type);
        }

        if (element.HasElements)
        {
            return ShapeFault.At(element, $"Error parsing file: Element {element.Name.LocalName} must hold text");
        }

        var text = element.Value.Trim();
        var fits = type switch
        {
            "boolean" => text is "true" or "false" or "1" or "0",
            "number" => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
            _ => !Values.TryGetValue(type, out var values) || values.Contains(text, StringComparer.Ordinal),
        };
        return fits ? null : ShapeFault.At(element, Values.ContainsKey(type) ? $"'{text}' is not a valid value for the enum '{type}'" : $"'{text}' is not a valid value for the type xsd:{type}");
    }

    private sealed record Slot(string Name, string Type, bool IsRequired, bool Repeats)
    {
        /// <summary><c>name</c>, <c>name!</c>, <c>name*:Type</c>.</summary>
        public static Slot Parse(string text)
        {
            var (name, type) = text.Split(':') is [var n, var t] ? (n, t) : (text, "string");
            return new Slot(name.TrimEnd('!', '*'), type, name.EndsWith('!'), name.EndsWith('*'));
        }
    }
}

/// <summary>What is wrong with a file, and where.</summary>
internal sealed record ShapeFault(string Problem, int Line, int Column)
{
    public static ShapeFault At(XElement element, string problem) =>
        element is IXmlLineInfo info && info.HasLineInfo() ? new ShapeFault(problem, info.LineNumber, info.LinePosition) : new ShapeFault(problem, 1, 1);
}
