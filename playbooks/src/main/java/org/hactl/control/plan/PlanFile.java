package org.hactl.control.plan;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads and writes saved plans: JSON, readable by the owner alone. */
public final class PlanFile {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final String FORM = "hactl_plan";
  private static final String AGAIN = "plan again: hactl plan SITE -o FILE.json";

  private PlanFile() {}

  /** The text of a file. */
  static String text(SavedPlan plan) {
    try {
      return MAPPER.writeValueAsString(plan) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a plan has no JSON form", e);
    }
  }

  /**
   * Writes a plan in place of what the file had.
   *
   * @throws PlanReview.Refused if the file cannot be written
   */
  public static void write(Path file, SavedPlan plan) throws PlanReview.Refused {
    try {
      Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
      Path fresh =
          Files.createTempFile(
              folder,
              ".hactl-plan",
              null,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        Files.writeString(fresh, text(plan));
        move(fresh, file);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw new PlanReview.Refused(
          "the plan cannot be written to %s: %s".formatted(file, e), "name another file with -o");
    }
  }

  private static void move(Path fresh, Path file) throws IOException {
    try {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * Reads a saved plan.
   *
   * @return empty if the file is something else, such as a site
   * @throws PlanReview.Refused if it is a plan that this hactl cannot read
   */
  public static Optional<SavedPlan> read(Path file) throws PlanReview.Refused {
    if (!file.toString().endsWith(".json")) {
      return Optional.empty();
    }
    try {
      return parse(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw new PlanReview.Refused("%s cannot be read: %s".formatted(file, e), "name another file");
    }
  }

  static Optional<SavedPlan> parse(String text, String name) throws PlanReview.Refused {
    try {
      JsonNode tree = MAPPER.readTree(text);
      if (!tree.has(FORM)) {
        return Optional.empty();
      }
      if (tree.get(FORM).asInt() != SavedPlan.FORM) {
        throw new PlanReview.Refused(
            "%s is a plan of form %s; this hactl reads form %d"
                .formatted(name, tree.get(FORM).asText(), SavedPlan.FORM),
            AGAIN);
      }
      SavedPlan plan = MAPPER.treeToValue(tree, SavedPlan.class);
      if (!isWhole(plan)) {
        throw new PlanReview.Refused(name + " is not a whole plan: a value is missing", AGAIN);
      }
      return Optional.of(plan);
    } catch (JsonProcessingException e) {
      throw new PlanReview.Refused(
          "%s is not a whole plan: %s"
              .formatted(place(name, e.getLocation()), e.getOriginalMessage()),
          AGAIN);
    }
  }

  /** JSON may leave out any value. */
  private static boolean isWhole(SavedPlan plan) {
    return Stream.of(plan.hactl(), plan.site(), plan.revision(), plan.author(), plan.inputs())
            .allMatch(Objects::nonNull)
        && plan.inputs().site() != null
        && plan.inputs().inventory() != null
        && plan.hosts().stream()
            .allMatch(host ->
                host.host() != null
                    && host.generationDigest() != null
                    && host.wanted() != null
                    && host.failure() == null);
  }

  private static String place(
      String name, @org.jspecify.annotations.Nullable JsonLocation location) {
    return location == null || location.getLineNr() < 1
        ? name
        : "%s:%d:%d".formatted(name, location.getLineNr(), location.getColumnNr());
  }
}
