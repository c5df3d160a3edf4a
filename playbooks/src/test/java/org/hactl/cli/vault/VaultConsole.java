package org.hactl.cli.vault;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.hactl.yaml.HiddenText;

/** Runs {@code hactl vault} with an operator who has prepared answers. */
final class VaultConsole {
  final Map<String, String> environment = new HashMap<>();
  final Deque<String> answers = new ArrayDeque<>();
  final List<String> questions = new ArrayList<>();
  byte[] in = new byte[0];
  private final Path scratch;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();

  VaultConsole(Path scratch) {
    this.scratch = scratch;
  }

  /** Returns the exit status. */
  int run(String... words) {
    out.reset();
    err.getBuffer().setLength(0);
    Surroundings here =
        new Surroundings(
            environment,
            question -> answer(question).map(HiddenText::new),
            this::answer,
            new ByteArrayInputStream(in),
            out,
            new Random(1),
            scratch,
            false);
    return VaultCommand.line(() -> here)
        .setErr(new PrintWriter(err, true))
        .setOut(new PrintWriter(err, true))
        .execute(words);
  }

  private Optional<String> answer(String question) {
    questions.add(question);
    return Optional.ofNullable(answers.poll());
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString();
  }
}
