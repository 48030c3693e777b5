using System.CommandLine;
using ClusterProbe.Monitoring;
using ClusterProbe.Monitoring.Gallery;

return await new RootCommand("Makes and tries ClusterProbe's dashboards and rules.") { GenerateCommand.Create(), GalleryCommand.Create() }.Parse(args).InvokeAsync();
