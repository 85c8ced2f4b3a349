namespace RelationSync.Portal.Resources;

/// <summary>Names the resources <c>AuditTexts.resx</c> (Japanese) and <c>AuditTexts.en.resx</c>.</summary>
public sealed class AuditTexts;
