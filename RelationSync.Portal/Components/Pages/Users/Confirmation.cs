using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Components.Pages.Users;

/// <summary>A question before something is done to an account.</summary>
/// <param name="Title">What is asked.</param>
/// <param name="Text">What will happen, and what stays.</param>
/// <param name="Confirm">The verb again, on the button.</param>
/// <param name="Icon">Beside it.</param>
/// <param name="Done">What is said once it is done.</param>
/// <param name="Run">Does it; null: done.</param>
/// <param name="IsGrave">It can't be undone.</param>
public sealed record Confirmation(
    string Title, string Text, string Confirm, string Icon, string Done, Func<Task<CommandFault?>> Run, bool IsGrave = false);
