package org.hactl.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.host.HostFailure;

/** The hosts' answers as JSON: one document, or one line with an object per host. */
public final class AnswersJson {
  private AnswersJson() {}

  public static <T> void print(
      PrintWriter out, String key, List<Answer<T>> answers, boolean lines) {
    print(out, key, answers, Map.of(), lines);
  }

  /**
   * @param first fields to print before the hosts: in the same document, or on a line of their own
   */
  public static <T> void print(
      PrintWriter out, String key, List<Answer<T>> answers, Map<String, ?> first, boolean lines) {
    ObjectMapper mapper = new ObjectMapper();
    Map<String, Object> hosts = new LinkedHashMap<>();
    try {
      if (lines && !first.isEmpty()) {
        out.println(mapper.writeValueAsString(first));
      }
      for (Answer<T> answer : answers) {
        Map<String, Object> host = new LinkedHashMap<>();
        if (lines) {
          host.put("host", answer.host());
        }
        host.put(key, answer.value());
        HostFailure failure = answer.failure();
        if (failure != null) {
          host.put("unreachable", answer.unreachable());
          host.put("error", Map.of("message", failure.message(), "next", failure.nextStep()));
        }
        if (lines) {
          out.println(mapper.writeValueAsString(host));
        }
        hosts.put(answer.host(), host);
      }
      if (!lines) {
        Map<String, Object> document = new LinkedHashMap<>(first);
        document.put("hosts", hosts);
        out.println(mapper.writeValueAsString(document));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer has no JSON form", e);
    }
  }

  public static <T> int exitCode(List<Answer<T>> answers) {
    if (answers.stream().anyMatch(a -> a.failure() != null && !a.unreachable())) {
      return ExitCode.HOST_FAILED;
    }
    return answers.stream().anyMatch(Answer::unreachable)
        ? ExitCode.HOST_UNREACHABLE
        : ExitCode.DONE;
  }
}
