package org.hactl.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class NetlinkIpvs implements Ipvs, AutoCloseable {
  private @Nullable NetlinkClient client;
  private int familyId;

  @Override
  public synchronized IpvsVersion version() {
    NetlinkClient.Result result = query("ask IPVS for", "its version", IpvsCodec.info(family()));
    return result.messages().stream()
        .findFirst()
        .map(IpvsDecoder::version)
        .orElseThrow(() -> new CodecException("IPVS did not say its version"));
  }

  @Override
  public synchronized List<IpvsEntry> list() {
    List<IpvsEntry> entries = new ArrayList<>();
    for (NetlinkMessage message : services()) {
      IpvsService service = IpvsDecoder.service(message);
      entries.add(
          new IpvsEntry(
              service,
              destinations(service.key()).stream()
                  .map(found -> IpvsDecoder.destination(found, service.key().family()))
                  .toList()));
    }
    return entries;
  }

  @Override
  public synchronized long fingerprint() {
    IpvsFingerprint fingerprint = new IpvsFingerprint();
    for (NetlinkMessage message : services()) {
      fingerprint.addService(message);
      destinations(IpvsDecoder.service(message).key()).forEach(fingerprint::addDestination);
    }
    return fingerprint.value();
  }

  @Override
  public synchronized List<IpvsStatistics> statistics() {
    List<IpvsStatistics> statistics = new ArrayList<>();
    for (NetlinkMessage message : services()) {
      IpvsServiceKey key = IpvsDecoder.service(message).key();
      statistics.add(
          new IpvsStatistics(
              key,
              IpvsDecoder.serviceCounters(message),
              destinations(key).stream()
                  .map(found -> IpvsDecoder.destinationCounters(found, key.family()))
                  .toList()));
    }
    return statistics;
  }

  @Override
  public synchronized BatchResult apply(List<IpvsChange> changes) {
    if (changes.isEmpty()) {
      return BatchResult.ok(0);
    }
    int family = family();
    Batch batch = new Batch();
    for (IpvsChange change : changes) {
      batch.add(
          IpvsErrors.operation(change),
          IpvsErrors.object(change),
          IpvsCodec.encode(family, change));
    }
    return IpvsErrors.explain(changes, batch.send(client()));
  }

  private List<NetlinkMessage> services() {
    return client().list("IPVS services", IpvsCodec.listServices(family()));
  }

  private List<NetlinkMessage> destinations(IpvsServiceKey key) {
    NetlinkClient.Result result = client().dump(IpvsCodec.listDestinations(family(), key));
    if (!result.answer().isOk()) {
      throw new LinuxException(
          "list", "IPVS destinations of " + key, result.answer().errno(), result.answer().text());
    }
    return result.messages();
  }

  private NetlinkClient.Result query(String operation, String object, byte[] request) {
    NetlinkClient.Result result = client().query(request);
    if (!result.answer().isOk()) {
      throw new LinuxException(operation, object, result.answer().errno(), result.answer().text());
    }
    return result;
  }

  private NetlinkClient client() {
    if (client == null) {
      client = NetlinkClient.patient(NetlinkSocket.GENERIC);
    }
    return client;
  }

  /** The family's number, which stays the same as long as the module is loaded. */
  private int family() {
    if (familyId == 0) {
      familyId = IpvsFamily.resolve(client());
    }
    return familyId;
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
      client = null;
    }
  }
}
