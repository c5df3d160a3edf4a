package org.hactl.agent.serve;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hactl.agent.converge.Generations;
import org.hactl.agent.converge.diff.GenerationDiff;
import org.hactl.agent.store.Generation;
import org.hactl.agent.store.GenerationStore;
import org.hactl.api.GenerationView;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.host.HostState;

/**
 * Serves the requests about generations that were confirmed earlier. Their states stay on this
 * host.
 */
public final class KeptGenerations {
  private final GenerationStore store;
  private final Generations generations;
  private final GenerationDiff diff;

  /**
   * @param mapper knows all kinds of resources
   */
  public KeptGenerations(Generations generations, ObjectMapper mapper) {
    this.store = generations.store();
    this.generations = generations;
    this.diff = new GenerationDiff(mapper);
  }

  Reply all() {
    return new Reply.Generations(store.kept(KeptGenerations::view));
  }

  private static GenerationView view(Generation generation) {
    HostState state = generation.state();
    return new GenerationView(
        generation.number(),
        generation.digest(),
        generation.atMillis(),
        state.virtualRouters().size(),
        state.virtualServices().size(),
        state.resources().size(),
        generation.version());
  }

  Reply compare(Request.Compare request) {
    return with(
        request.from(), from -> with(request.to(), to -> new Reply.Compared(diff.of(from, to))));
  }

  Reply plan(Request.PlanReturn request) {
    return with(request.generation(), generations::plan);
  }

  Reply apply(Request.Return request, Consumer<Reply.Progress> progress) {
    return with(
        request.generation(),
        state ->
            generations.apply(
                new Request.Apply(state, request.confirmWithinMillis(), request.version()),
                progress));
  }

  private Reply with(long number, Function<HostState, Reply> answer) {
    Optional<HostState> state = state(number);
    return state.isPresent()
        ? answer.apply(state.get())
        : new Reply.Failed(
            Reply.Failed.NO_SUCH_GENERATION,
            "this host does not keep generation %d; it keeps the newest %d confirmed ones"
                .formatted(number, store.keptNumber()));
  }

  private Optional<HostState> state(long number) {
    if (number == 0) {
      HostState confirmed = generations.confirmedState();
      return Optional.of(HostState.empty(confirmed.site(), confirmed.host()));
    }
    return store.kept(number).map(Generation::state);
  }
}
