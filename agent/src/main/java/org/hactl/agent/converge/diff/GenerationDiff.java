package org.hactl.agent.converge.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.hactl.api.ChangeView;
import org.hactl.host.HostState;
import org.hactl.host.Kinds;
import org.hactl.host.PersistenceOptions;
import org.hactl.host.RealServerOptions;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.module.Action;
import org.hactl.module.FieldChange;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.hactl.module.file.FileContent;
import org.hactl.module.file.FileResource;
import org.hactl.module.ipvs.IpvsResource;
import org.hactl.module.service.ServiceResource;
import org.jspecify.annotations.Nullable;

/**
 * All differences between two states of a host, whatever the host has at the moment. Secrets are
 * hidden. Pure.
 */
public final class GenerationDiff {
  private static final Comparator<ResourceId> BY_KIND =
      Comparator.<ResourceId>comparingInt(id -> Kinds.ORDER.indexOf(id.kind()))
          .thenComparing(Comparator.naturalOrder());

  private final ObjectMapper mapper;

  /**
   * @param mapper knows all kinds of resources
   */
  public GenerationDiff(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** The differences: resources by kind, virtual services, then what the agent runs itself. */
  public List<ChangeView> of(HostState before, HostState after) {
    List<ChangeView> changes = new ArrayList<>();
    Map<ResourceId, Resource> old = resources(before);
    Map<ResourceId, Resource> now = resources(after);
    Map<ResourceId, Resource> either = new TreeMap<>(BY_KIND);
    either.putAll(old);
    either.putAll(now);
    either.keySet().forEach(id -> add(changes, id, resource(old.get(id), now.get(id))));
    Map<ResourceId, VirtualServiceSpec> oldServices = services(before);
    Map<ResourceId, VirtualServiceSpec> services = services(after);
    Map<ResourceId, VirtualServiceSpec> all = new TreeMap<>(oldServices);
    all.putAll(services);
    all.keySet()
        .forEach(id ->
            add(changes, id, Compared.of(fields(oldServices.get(id)), fields(services.get(id)))));
    changes.addAll(StateDiff.of(before, after));
    return changes;
  }

  /**
   * @param action null if nothing differs
   */
  private record Compared(@Nullable Action action, List<FieldChange> fields) {
    static Compared of(@Nullable Map<String, String> before, @Nullable Map<String, String> after) {
      Map<String, String> old = before == null ? Map.of() : before;
      Map<String, String> now = after == null ? Map.of() : after;
      Map<String, String> names = new LinkedHashMap<>(old);
      names.putAll(now);
      List<FieldChange> fields = new ArrayList<>();
      names
          .keySet()
          .forEach(name -> {
            String from = old.get(name);
            String to = now.get(name);
            if (from == null || !from.equals(to)) {
              fields.add(new FieldChange(name, from, to));
            }
          });
      return new Compared(
          before == null
              ? Action.CREATE
              : after == null ? Action.DELETE : fields.isEmpty() ? null : Action.UPDATE,
          fields);
    }

    Compared with(List<FieldChange> more) {
      List<FieldChange> all = new ArrayList<>(fields);
      all.addAll(more);
      return new Compared(action == null && !more.isEmpty() ? Action.UPDATE : action, all);
    }
  }

  private static void add(List<ChangeView> changes, ResourceId id, Compared compared) {
    if (compared.action() != null) {
      changes.add(new ChangeView(id, compared.action(), compared.fields()));
    }
  }

  private static Map<ResourceId, Resource> resources(HostState state) {
    return state.resources().stream()
        .collect(Collectors.toMap(Resource::id, resource -> resource, (a, _) -> a));
  }

  private Compared resource(@Nullable Resource before, @Nullable Resource after) {
    Compared compared = Compared.of(fields(before), fields(after));
    FileResource old = before instanceof FileResource file ? file : null;
    FileResource now = after instanceof FileResource file ? file : null;
    FileContent from = old == null ? null : old.content();
    FileContent to = now == null ? null : now.content();
    if (from == null ? to == null : from.equals(to)) {
      return compared;
    }
    boolean hidden = (old != null && old.sensitive()) || (now != null && now.sensitive());
    return compared.with(FileContent.changes(from, to, hidden));
  }

  private @Nullable Map<String, String> fields(@Nullable Resource resource) {
    if (resource == null) {
      return null;
    }
    JsonNode tree = mapper.valueToTree(resource);
    Map<String, String> fields = new TreeMap<>();
    tree.properties()
        .forEach(each -> {
          String value = text(resource, each.getKey(), each.getValue());
          // The identity is shown as the name of the change, the content of a file as a diff.
          boolean shown =
              each.getKey().equals("kind")
                  || value.equals(resource.id().key())
                  || (resource instanceof FileResource && each.getKey().equals("content"));
          if (!shown && !value.isEmpty()) {
            fields.put(snakeCase(each.getKey()), value);
          }
        });
    return fields;
  }

  private static String text(Resource resource, String key, JsonNode value) {
    if (resource instanceof ServiceResource service && key.equals("restartOn")) {
      // The values are digests of files, which can be secret.
      return String.join(", ", service.restartOn().keySet());
    }
    return text(value);
  }

  private static String text(JsonNode value) {
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(GenerationDiff::text)
          .collect(Collectors.joining(", "));
    }
    if (value.isObject()) {
      return value.properties().stream()
          .map(each -> snakeCase(each.getKey()) + " " + text(each.getValue()))
          .collect(Collectors.joining(" "));
    }
    return value.asText();
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  private static Map<ResourceId, VirtualServiceSpec> services(HostState state) {
    return state.virtualServices().stream()
        .collect(
            Collectors.toMap(
                service -> IpvsResource.id(service.key()), service -> service, (a, _) -> a));
  }

  private static String words(RealServerSpec server) {
    RealServerOptions own = server.options();
    return "weight "
        + server.weight()
        + (own.forward() == null ? "" : " " + own.forward().name().toLowerCase(Locale.ROOT))
        + (own.tunnel() == null ? "" : " tunnel " + own.tunnel())
        + (own.maxConnections() == null ? "" : " max_connections " + own.maxConnections())
        + (own.minConnections() == null ? "" : " min_connections " + own.minConnections());
  }

  private static @Nullable Map<String, String> fields(@Nullable VirtualServiceSpec service) {
    if (service == null) {
      return null;
    }
    SiteFields fields =
        new SiteFields()
            .put("service", service.name())
            .put("virtual_router", service.virtualRouter())
            .put("scheduler", service.scheduler())
            .putAll("flags", service.flags(), flag -> flag)
            .put("forward", service.forward().name().toLowerCase(Locale.ROOT))
            .put("in_ipvs", service.onMasterOnly() ? "while master" : null);
    if (service.persistenceMillis() > 0) {
      fields.putMillis("persistence", service.persistenceMillis());
      PersistenceOptions options = service.persistenceOptions();
      if (options != null) {
        fields
            .put("persistence.mask", options.prefix())
            .put("persistence.engine", options.engine());
      }
    }
    service
        .realServers()
        .forEach(server ->
            fields.put(
                "%s %s:%d".formatted(server.host(), server.address(), server.port()),
                words(server)));
    return fields.fields();
  }
}
