namespace RelationSync.Portal.Intake;

/// <summary>Room in the <see cref="IntakeBudget"/> for one body.</summary>
/// <param name="IsStranger">True if nothing from its network was authenticated lately.</param>
/// <param name="IsKept">False for an unknown inbox: room is asked for as for any other, so that the answers are alike, but none is held.</param>
internal readonly record struct BodyRoom(IntakeBudget Budget, bool IsStranger, bool IsKept)
{
    public bool TryTake(int count)
    {
        if (!Budget.TryTake(count, IsStranger))
        {
            return false;
        }

        if (!IsKept)
        {
            Budget.GiveBack(count, IsStranger);
        }

        return true;
    }

    public void GiveBack(int count)
    {
        if (IsKept)
        {
            Budget.GiveBack(count, IsStranger);
        }
    }
}
