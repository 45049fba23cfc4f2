package dev.candor.audit.log;

import dev.candor.tlog.TileLayout;
import dev.candor.tlog.TileResource;
import dev.candor.tlog.TreeHead;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What the stage that publishes does with the stored tree. */
@Component
public class StoredTrees {
    private final TileStore store;

    StoredTrees(TileStore store) {
        this.store = store;
    }

    /** @throws PipelineFault what is stored does not rebuild the signed tree */
    public RecheckedTree recheck(TreeHead signed) {
        return RecheckedTree.from(signed, store);
    }

    /** Partial forms of what became full between these sizes are not needed any more. */
    public void dropPartials(long oldSize, long size) {
        List<TileResource> full = new ArrayList<>();
        full.addAll(TileLayout.grownTiles(oldSize, size));
        full.addAll(TileLayout.grownBundles(oldSize, size));
        full.removeIf(resource -> !resource.isFull());
        store.dropPartials(full);
    }
}
