// Every test here starts processes or drives one: side by side they would only slow each other down, and time is part of what they look at.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
