package lib.version_test

import data.lib.version

test_parse[text] if {
	some text, parts in {
		"v3.28.1": [3, 28, 1],
		"3.28": [3, 28],
		"v3.28.1-build20240910": [3, 28, 1],
		"v3.33.0-0.dev+1": [3, 33, 0],
	}
	version.parse(text) == parts
}

test_no_version[text] if {
	some text in ["latest", "v3", "v3.x", "3.1.2.3", "v3.123456", ""]
	not version.parse(text)
}

test_at_least if {
	version.at_least([4, 0], 3, 32)
	version.at_least([3, 32, 0], 3, 32)
	not version.at_least([3, 31, 9], 3, 32)
	not version.at_least([2, 40], 3, 32)
}

test_written if version.written([3, 28, 1]) == "v3.28.1"
