package canal.image_pinned_test

import data.canal.image_pinned

test_build[tag] if {
	some tag in ["0123abc", "v3.30.0-0.dev-689-g1a2b3c4", "v3.28.1-build20240910", "v3.31.7", "1a2b3c4d5e6f-gabcdef0-dirty"]
	image_pinned.names_build(tag)
}

test_moving[tag] if {
	some tag in ["v3.30", "latest", "master", "v3.30.0-0.dev", "v3.31.0-nightly", "abc", "v3.31.0-snapshot.2"]
	not image_pinned.names_build(tag)
}
