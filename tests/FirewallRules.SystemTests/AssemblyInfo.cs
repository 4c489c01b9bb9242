// Each fixture has network namespaces, servers and folders of its own.
[assembly: Parallelizable(ParallelScope.Fixtures)]
