using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ClusterProbe.IntegrationTests;

/// <summary>Servers on a free port of loopback that run in the test: webhooks, and what stands before the API server.</summary>
internal static class LoopbackHost
{
    /// <summary>Starts one. Its address is the application's only URL.</summary>
    /// <param name="answer">Answers every request.</param>
    /// <param name="certificate">The certificate of a server that speaks TLS; null for one that does not.</param>
    public static async Task<WebApplication> StartAsync(RequestDelegate answer, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null) listen.UseHttps(certificate);
        }));
        var application = builder.Build();
        application.Run(answer);
        await application.StartAsync();
        return application;
    }

    extension(HttpRequest incoming)
    {
        /// <summary>The same request, for another server. Whose it is, the client that sends it says.</summary>
        public HttpRequestMessage ToMessage()
        {
            var request = new HttpRequestMessage(new HttpMethod(incoming.Method), $"{incoming.Path}{incoming.QueryString}".TrimStart('/'));
            if (incoming.ContentType is { } type) request.Content = new StreamContent(incoming.Body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
            request.Headers.TryAddWithoutValidation("Accept", incoming.Headers.Accept.ToString());
            return request;
        }
    }
}
