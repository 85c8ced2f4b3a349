namespace RelationSync.Portal.Resources;

/// <summary>Names the resources <c>CertificateTexts.resx</c> (Japanese) and <c>CertificateTexts.en.resx</c>.</summary>
public sealed class CertificateTexts;
