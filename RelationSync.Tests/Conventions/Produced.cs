using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace RelationSync.Tests.Conventions;

/// <summary>What compiled code makes and reads, exactly: constructors called and static fields loaded, by the outermost type that does.</summary>
internal static class Produced
{
    /// <summary>Types that construct the named one.</summary>
    public static IEnumerable<string> MakersOf(Assembly assembly, string fullName) =>
        from use in Instructions(assembly)
        where use.Instruction is { OpCode.Code: Code.Newobj, Operand: MethodReference made } && made.DeclaringType.FullName == fullName
        select use.Type;

    /// <summary>Static fields of the named types that other types load, as <c>Type.Field</c>.</summary>
    public static IEnumerable<string> FieldsRead(Assembly assembly, IReadOnlyCollection<string> owners) =>
        from use in Instructions(assembly)
        where use.Instruction is { OpCode.Code: Code.Ldsfld, Operand: FieldReference read }
            && owners.Contains(read.DeclaringType.FullName) && use.Type != read.DeclaringType.Name
        select $"{use.Type} {((FieldReference)use.Instruction.Operand).DeclaringType.Name}.{((FieldReference)use.Instruction.Operand).Name}";

    private static List<(string Type, Instruction Instruction)> Instructions(Assembly assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly.Location);
        return
        [
            .. from type in module.GetTypes()
               from method in type.Methods
               where method.HasBody
               from instruction in method.Body.Instructions
               select (Outermost(type).Name, instruction),
        ];
    }

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
