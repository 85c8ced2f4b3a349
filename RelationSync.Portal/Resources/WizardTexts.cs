namespace RelationSync.Portal.Resources;

/// <summary>Names the resources <c>WizardTexts.resx</c> (Japanese) and <c>WizardTexts.en.resx</c>.</summary>
public sealed class WizardTexts;
