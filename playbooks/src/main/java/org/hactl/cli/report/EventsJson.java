package org.hactl.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.hactl.api.Event;
import org.hactl.cli.text.EventMerge;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.host.HostJson;
import org.hactl.host.Kinds;

/** Events as JSON: one object per line, with the host's name. */
public final class EventsJson {
  private final ObjectMapper mapper = HostJson.mapper(Kinds.namedTypes());

  /** The past events of several hosts, one line each; then the hosts that did not answer. */
  public String of(List<Answer<List<Event>>> answers) {
    StringBuilder lines = new StringBuilder();
    for (EventMerge.Of of : EventMerge.of(answers)) {
      lines.append(line(of.host(), of.event())).append('\n');
    }
    answers.stream()
        .filter(answer -> answer.failure() != null)
        .forEach(answer -> lines.append(trouble(answer)).append('\n'));
    return lines.toString();
  }

  /**
   * The same answers with each event already turned into JSON. Otherwise Jackson would drop the
   * type names, because the events in a list are of several types.
   */
  public List<Answer<List<JsonNode>>> named(List<Answer<List<Event>>> answers) {
    return answers.stream().map(this::named).toList();
  }

  private Answer<List<JsonNode>> named(Answer<List<Event>> answer) {
    List<Event> events = answer.value();
    return new Answer<>(
        answer.host(),
        events == null ? null : events.stream().map(this::node).toList(),
        answer.failure(),
        answer.unreachable());
  }

  private JsonNode node(Event event) {
    return mapper.valueToTree(event);
  }

  String line(String host, Event event) {
    ObjectNode node = mapper.createObjectNode().put("host", host);
    node.setAll((ObjectNode) node(event));
    return text(node);
  }

  String lost(String host, long lost) {
    return text(mapper.createObjectNode().put("host", host).put("lost", lost));
  }

  String trouble(Answer<?> answer) {
    ObjectNode node = mapper.createObjectNode().put("host", answer.host());
    node.put("unreachable", answer.unreachable());
    if (answer.failure() == null) {
      node.putObject("error").put("message", "no agent").put("next", "hactl apply");
    } else {
      node.putObject("error")
          .put("message", answer.failure().message())
          .put("next", answer.failure().nextStep());
    }
    return text(node);
  }

  private String text(ObjectNode node) {
    try {
      return mapper.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event has no JSON form", e);
    }
  }
}
