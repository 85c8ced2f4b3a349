namespace RelationSync.Portal.Resources;

/// <summary>Names the resources <c>UsersTexts.resx</c> (Japanese) and <c>UsersTexts.en.resx</c>.</summary>
public sealed class UsersTexts;
