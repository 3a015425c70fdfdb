BEGIN TRANSACTION;
CREATE TABLE captured (
	id TEXT NOT NULL, 
	captured_at DATETIME NOT NULL, 
	mail_from TEXT NOT NULL, 
	rcpt_to TEXT NOT NULL, 
	size BIGINT NOT NULL, 
	content BLOB NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE held (
	id TEXT NOT NULL, 
	state TEXT NOT NULL, 
	held_at DATETIME NOT NULL, 
	message_id TEXT NOT NULL, 
	received_at DATETIME NOT NULL, 
	client TEXT NOT NULL, 
	mail_from TEXT NOT NULL, 
	rcpt_to TEXT NOT NULL, 
	size BIGINT NOT NULL, 
	sha256 TEXT NOT NULL, 
	outgoing_sha256 TEXT NOT NULL, 
	verdict TEXT NOT NULL, 
	decided_by TEXT, 
	decided_at DATETIME, 
	reply TEXT, 
	reason TEXT, 
	PRIMARY KEY (id)
);
INSERT INTO "held" VALUES('one','held','2026-01-02 03:04:05.678901','m-1','2026-01-02 00:00:00.000000','{"ip": "192.0.2.1", "port": 2525, "helo": "mail\u0000.example\udc80", "login": "\u0142ogin", "tls": true}','["a\u0000\udcff@shop.example", []]','[["b@market.example", []], ["K3L9X2M4P7Q8R5T+ab12-cd34@Marketplace.amazon.de", []]]',46,'432585b151950da056999d1c6ab0f04cef7d3f88ac5bd89af94d81f7e5d72f45','432585b151950da056999d1c6ab0f04cef7d3f88ac5bd89af94d81f7e5d72f45','{"action": "hold", "findings": [{"rule": "links/external", "action": "hold", "surface": "text", "words": "w\u0000\ud800\n\"''", "start": 3, "end": 9, "note": "note", "fix": "", "quoted": true, "shadow": false, "exception": "exception"}, {"rule": "contact/phone", "action": "reject", "surface": "text", "words": "1", "start": 0, "end": 0, "note": "", "fix": null, "quoted": false, "shadow": true, "exception": ""}], "edited": false, "policy": "digest", "seconds": {"inspect": 0.25}}',NULL,NULL,NULL,NULL);
INSERT INTO "held" VALUES('two','released','2026-01-02 03:04:05.678901','m-1','2026-01-02 00:00:00.000000','{"ip": "192.0.2.1", "port": 2525, "helo": "mail\u0000.example\udc80", "login": "\u0142ogin", "tls": true}','["a\u0000\udcff@shop.example", []]','[["b@market.example", []], ["K3L9X2M4P7Q8R5T+ab12-cd34@Marketplace.amazon.de", []]]',46,'432585b151950da056999d1c6ab0f04cef7d3f88ac5bd89af94d81f7e5d72f45','9924d18d7fc7dadd1d772e0e9d69116643c1f7a3f8cf67900cde7b6c9ee76fea','{"action": "hold", "findings": [{"rule": "links/external", "action": "hold", "surface": "text", "words": "w\u0000\ud800\n\"''", "start": 3, "end": 9, "note": "note", "fix": "", "quoted": true, "shadow": false, "exception": "exception"}, {"rule": "contact/phone", "action": "reject", "surface": "text", "words": "1", "start": 0, "end": 0, "note": "", "fix": null, "quoted": false, "shadow": true, "exception": ""}], "edited": true, "policy": "digest", "seconds": {"inspect": 0.25}}','me','2026-01-02 03:04:05.678901','{"code": 250, "enhanced": "2.0.0", "text": "queued"}',NULL);
CREATE TABLE held_content (
	id TEXT NOT NULL, 
	original BLOB NOT NULL, 
	outgoing BLOB, 
	PRIMARY KEY (id), 
	FOREIGN KEY(id) REFERENCES held (id)
);
INSERT INTO "held_content" VALUES('one',X'46726F6D3A20614073686F702E6578616D706C650D0A5375626A6563743A2068690D0A0D0A626F64792000FF0D0A',NULL);
INSERT INTO "held_content" VALUES('two',X'46726F6D3A20614073686F702E6578616D706C650D0A5375626A6563743A2068690D0A0D0A626F64792000FF0D0A',X'783A20790D0A0D0A');
CREATE TABLE schema_version (
	version INTEGER NOT NULL
);
INSERT INTO "schema_version" VALUES(1);
CREATE INDEX held_by_state ON held (state, id);
COMMIT;
