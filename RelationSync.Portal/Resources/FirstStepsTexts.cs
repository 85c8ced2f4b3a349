namespace RelationSync.Portal.Resources;

/// <summary>Names the resources <c>FirstStepsTexts.resx</c> (Japanese) and <c>FirstStepsTexts.en.resx</c>.</summary>
public sealed class FirstStepsTexts;
