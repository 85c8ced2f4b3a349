// A journey in the browser and a run of processes go beside each other; two of a kind would only slow each other down.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
