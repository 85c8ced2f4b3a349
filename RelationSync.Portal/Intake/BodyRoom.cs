namespace RelationSync.Portal.Intake;

/// <summary>Room in the <see cref="IntakeBudget"/> for one body.</summary>
/// <param name="IsStranger">True if nothing from its network was authenticated lately.</param>
/// <param name="IsKept">False for an unknown inbox: its body takes room like any other, so that the answers are alike, but no memory.</param>
internal readonly record struct BodyRoom(IntakeBudget Budget, bool IsStranger, bool IsKept)
{
    public bool TryTake(int count) => Budget.TryTake(count, IsStranger);

    public void GiveBack(int count) => Budget.GiveBack(count, IsStranger);
}
