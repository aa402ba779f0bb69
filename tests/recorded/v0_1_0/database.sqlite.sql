BEGIN TRANSACTION;
CREATE TABLE account_settings (
	account_id INTEGER NOT NULL, 
	setting VARCHAR(32) NOT NULL, 
	value BOOLEAN, 
	locked BOOLEAN NOT NULL, 
	CONSTRAINT pk_account_settings PRIMARY KEY (account_id, setting), 
	CONSTRAINT fk_account_settings_account_id FOREIGN KEY(account_id) REFERENCES accounts (id)
);
INSERT INTO "account_settings" VALUES(1,'pmi_self_service',NULL,1);
CREATE TABLE accounts (
	id INTEGER NOT NULL, 
	team VARCHAR(32) NOT NULL, 
	"plan" VARCHAR(16) NOT NULL, 
	created_at DATETIME NOT NULL, swept_at DATETIME, default_license VARCHAR(16) DEFAULT 'licensed' NOT NULL, approvals_channel VARCHAR(32) DEFAULT '' NOT NULL, set_up_at DATETIME, 
	CONSTRAINT pk_accounts PRIMARY KEY (id), 
	CONSTRAINT uq_accounts_team UNIQUE (team)
);
INSERT INTO "accounts" VALUES(1,'T0SANDBOX','enterprise','2026-02-01 09:00:00.000000','2027-02-02 03:00:00.000000','licensed','C0APPROVALS','2026-03-01 09:00:00.000000');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0007');
CREATE TABLE audit (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	account_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	actor VARCHAR(32) NOT NULL, 
	what VARCHAR(32) NOT NULL, 
	person_id INTEGER, 
	group_id INTEGER, 
	setting VARCHAR(32), 
	"before" TEXT NOT NULL, 
	"after" TEXT NOT NULL, 
	request_id INTEGER, 
	note VARCHAR(64) NOT NULL, 
	CONSTRAINT fk_audit_account_id FOREIGN KEY(account_id) REFERENCES accounts (id)
);
INSERT INTO "audit" VALUES(1,1,'2026-03-01 09:00:00.000000','U0OLIVIA','approvals_channel',NULL,NULL,NULL,'""','"C0APPROVALS"',NULL,'');
INSERT INTO "audit" VALUES(2,1,'2026-03-01 09:00:00.000000','U0OLIVIA','plan',NULL,NULL,NULL,'"business"','"enterprise"',NULL,'');
INSERT INTO "audit" VALUES(3,1,'2026-03-01 09:00:00.000000','U0MIA','number',4,NULL,NULL,'"3397174014"','"8333456712"',NULL,'');
INSERT INTO "audit" VALUES(4,1,'2026-03-01 09:00:00.000000','U0MIA','link',4,NULL,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(5,1,'2026-03-31 09:00:00.000000','U0MIA','link',4,NULL,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(6,1,'2026-03-31 09:00:00.000000','U0MIA','passcode',4,NULL,NULL,'true','true',NULL,'');
INSERT INTO "audit" VALUES(7,1,'2026-03-31 09:00:00.000000','U0MIA','number',4,NULL,NULL,'"8333456712"','"7431774395"',NULL,'replaced');
INSERT INTO "audit" VALUES(8,1,'2026-03-31 09:00:00.000000','U0MIA','passcode',4,NULL,NULL,'true','true',NULL,'replaced');
INSERT INTO "audit" VALUES(9,1,'2026-03-31 09:00:00.000000','U0MAX','link',5,NULL,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(10,1,'2026-03-31 09:00:00.000000','U0MAX','passcode',5,NULL,NULL,'true','true',NULL,'');
INSERT INTO "audit" VALUES(11,1,'2027-02-02 09:00:00.000000','U0MIA','choice',4,NULL,'passcode_in_link','null','false',NULL,'');
INSERT INTO "audit" VALUES(12,1,'2027-02-02 09:00:00.000000','U0MIA','choice',4,NULL,'meeting_passcode_required','null','false',NULL,'');
INSERT INTO "audit" VALUES(13,1,'2027-02-02 09:00:00.000000','U0MIA','choice',4,NULL,'pmi_passcode_required','null','false',NULL,'');
INSERT INTO "audit" VALUES(14,1,'2027-02-02 09:00:00.000000','U0MAX','choice',5,NULL,'passcode_in_link','null','false',NULL,'');
INSERT INTO "audit" VALUES(15,1,'2027-02-02 09:00:00.000000','U0MAX','choice',5,NULL,'meeting_passcode_required','null','false',NULL,'');
INSERT INTO "audit" VALUES(16,1,'2027-02-02 09:00:00.000000','U0MAX','choice',5,NULL,'pmi_passcode_required','null','false',NULL,'');
INSERT INTO "audit" VALUES(17,1,'2027-02-02 09:00:00.000000','U0MAX','choice',5,NULL,'pmi_enabled','null','false',NULL,'');
INSERT INTO "audit" VALUES(18,1,'2027-02-02 09:00:00.000000','U0ADA','group_created',NULL,1,NULL,'null','{"place": 1}',NULL,'');
INSERT INTO "audit" VALUES(19,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',4,1,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(20,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',6,1,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(21,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',11,1,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(22,1,'2027-02-02 09:00:00.000000','U0ADA','group_created',NULL,2,NULL,'null','{"place": 2}',NULL,'');
INSERT INTO "audit" VALUES(23,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',5,2,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(24,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',6,2,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(25,1,'2027-02-02 09:00:00.000000','U0ADA','group_created',NULL,3,NULL,'null','{"place": 3}',NULL,'');
INSERT INTO "audit" VALUES(26,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',13,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(27,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',14,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(28,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',15,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(29,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',16,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(30,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',17,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(31,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',18,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(32,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',19,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(33,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',20,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(34,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',21,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(35,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',22,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(36,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',23,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(37,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',24,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(38,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',25,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(39,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',26,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(40,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',27,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(41,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',28,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(42,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',29,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(43,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',30,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(44,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',31,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(45,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',32,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(46,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',33,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(47,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',34,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(48,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',35,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(49,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',36,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(50,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',37,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(51,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',38,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(52,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',39,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(53,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',40,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(54,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',41,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(55,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',42,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(56,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',43,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(57,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',44,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(58,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',45,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(59,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',46,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(60,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',47,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(61,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',48,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(62,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',49,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(63,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',50,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(64,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',51,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(65,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',52,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(66,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',53,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(67,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',54,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(68,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',55,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(69,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',56,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(70,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',57,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(71,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',58,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(72,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',59,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(73,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',60,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(74,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',61,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(75,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',62,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(76,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',63,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(77,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',64,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(78,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',65,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(79,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',66,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(80,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',67,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(81,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',68,3,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(82,1,'2027-02-02 09:00:00.000000','U0ADA','group_created',NULL,4,NULL,'null','{"place": 4}',NULL,'');
INSERT INTO "audit" VALUES(83,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',13,4,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(84,1,'2027-02-02 09:00:00.000000','U0ADA','group_created',NULL,5,NULL,'null','{"place": 5}',NULL,'');
INSERT INTO "audit" VALUES(85,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',14,5,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(86,1,'2027-02-02 09:00:00.000000','U0ADA','group_created',NULL,6,NULL,'null','{"place": 6}',NULL,'');
INSERT INTO "audit" VALUES(87,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',15,6,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(88,1,'2027-02-02 09:00:00.000000','U0ADA','group_created',NULL,7,NULL,'null','{"place": 7}',NULL,'');
INSERT INTO "audit" VALUES(89,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',16,7,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(90,1,'2027-02-02 09:00:00.000000','U0ADA','group_created',NULL,8,NULL,'null','{"place": 8}',NULL,'');
INSERT INTO "audit" VALUES(91,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',17,8,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(92,1,'2027-02-02 09:00:00.000000','U0ADA','group_created',NULL,9,NULL,'null','{"place": 9}',NULL,'');
INSERT INTO "audit" VALUES(93,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',18,9,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(94,1,'2027-02-02 09:00:00.000000','U0ADA','group_created',NULL,10,NULL,'null','{"place": 10}',NULL,'');
INSERT INTO "audit" VALUES(95,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',19,10,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(96,1,'2027-02-02 09:00:00.000000','U0ADA','group_created',NULL,11,NULL,'null','{"place": 11}',NULL,'');
INSERT INTO "audit" VALUES(97,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',20,11,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(98,1,'2027-02-02 09:00:00.000000','U0ADA','group_created',NULL,12,NULL,'null','{"place": 12}',NULL,'');
INSERT INTO "audit" VALUES(99,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',22,12,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(100,1,'2027-02-02 09:00:00.000000','U0ADA','group_created',NULL,13,NULL,'null','{"place": 13}',NULL,'');
INSERT INTO "audit" VALUES(101,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',21,13,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(102,1,'2027-02-02 09:00:00.000000','U0ADA','group_created',NULL,14,NULL,'null','{"place": 14}',NULL,'');
INSERT INTO "audit" VALUES(103,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',23,14,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(104,1,'2027-02-02 09:00:00.000000','U0ADA','group_created',NULL,15,NULL,'null','{"place": 15}',NULL,'');
INSERT INTO "audit" VALUES(105,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',24,15,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(106,1,'2027-02-02 09:00:00.000000','U0ADA','group_created',NULL,16,NULL,'null','{"place": 16}',NULL,'');
INSERT INTO "audit" VALUES(107,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',25,16,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(108,1,'2027-02-02 09:00:00.000000','U0ADA','group_created',NULL,17,NULL,'null','{"place": 17}',NULL,'');
INSERT INTO "audit" VALUES(109,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',26,17,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(110,1,'2027-02-02 09:00:00.000000','U0ADA','group_created',NULL,18,NULL,'null','{"place": 18}',NULL,'');
INSERT INTO "audit" VALUES(111,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',27,18,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(112,1,'2027-02-02 09:00:00.000000','U0ADA','group_created',NULL,19,NULL,'null','{"place": 19}',NULL,'');
INSERT INTO "audit" VALUES(113,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',28,19,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(114,1,'2027-02-02 09:00:00.000000','U0ADA','group_created',NULL,20,NULL,'null','{"place": 20}',NULL,'');
INSERT INTO "audit" VALUES(115,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',30,20,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(116,1,'2027-02-02 09:00:00.000000','U0ADA','group_created',NULL,21,NULL,'null','{"place": 21}',NULL,'');
INSERT INTO "audit" VALUES(117,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',29,21,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(118,1,'2027-02-02 09:00:00.000000','U0ADA','group_created',NULL,22,NULL,'null','{"place": 22}',NULL,'');
INSERT INTO "audit" VALUES(119,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',31,22,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(120,1,'2027-02-02 09:00:00.000000','U0ADA','group_created',NULL,23,NULL,'null','{"place": 23}',NULL,'');
INSERT INTO "audit" VALUES(121,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',32,23,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(122,1,'2027-02-02 09:00:00.000000','U0ADA','group_admin_named',6,2,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(123,1,'2027-02-02 09:00:00.000000','U0ADA','setting',NULL,2,'passcode_in_link','{"value": null, "locked": false}','{"value": true, "locked": false}',NULL,'');
INSERT INTO "audit" VALUES(124,1,'2027-02-02 09:00:00.000000','U0ADA','requested',NULL,1,'passcode_in_link','""','"passcode_in_link"',1,'');
INSERT INTO "audit" VALUES(125,1,'2027-02-02 09:00:00.000000','U0ADAM','decided',NULL,1,'passcode_in_link','"pending"','"approved"',1,'');
INSERT INTO "audit" VALUES(126,1,'2027-02-02 09:00:00.000000','U0ADAM','setting',NULL,1,'passcode_in_link','{"value": null, "locked": false}','{"value": false, "locked": true}',1,'');
INSERT INTO "audit" VALUES(127,1,'2027-02-02 09:00:00.000000','U0OLIVIA','requested',NULL,NULL,'pmi_enabled','""','"pmi_enabled"',2,'');
INSERT INTO "audit" VALUES(128,1,'2027-02-02 09:00:00.000000','U0ADAM','decided',NULL,NULL,'pmi_enabled','"pending"','"rejected"',2,'');
INSERT INTO "audit" VALUES(129,1,'2027-02-02 09:00:00.000000','U0ADA','requested',NULL,NULL,'pmi_enabled','""','"pmi_enabled"',3,'');
INSERT INTO "audit" VALUES(130,1,'2027-02-02 09:00:00.000000','U0ADA','decided',NULL,NULL,'pmi_enabled','"pending"','"withdrawn"',3,'');
INSERT INTO "audit" VALUES(131,1,'2027-02-02 09:00:00.000000','U0ADA','requested',NULL,NULL,'pmi_self_service','""','"pmi_self_service"',4,'');
INSERT INTO "audit" VALUES(132,1,'2027-02-02 09:00:00.000000','U0OLIVIA','decided',NULL,NULL,'pmi_self_service','"pending"','"approved"',4,'');
INSERT INTO "audit" VALUES(133,1,'2027-02-02 09:00:00.000000','U0OLIVIA','setting',NULL,NULL,'pmi_self_service','{"value": null, "locked": false}','{"value": null, "locked": true}',4,'');
INSERT INTO "audit" VALUES(134,1,'2027-02-02 09:00:00.000000','U0NOOR','link',6,NULL,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(135,1,'2027-02-02 09:00:00.000000','U0OLIVIA','suspended',11,NULL,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(136,1,'2027-02-02 09:00:00.000000','U0ADA','requested',NULL,18,'pmi_enabled','""','"pmi_enabled"',5,'');
INSERT INTO "audit" VALUES(137,1,'2027-02-02 09:00:00.000000','U0ADAM','decided',NULL,18,'pmi_enabled','"pending"','"approved"',5,'');
INSERT INTO "audit" VALUES(138,1,'2027-02-02 09:00:00.000000','U0ADAM','setting',NULL,18,'pmi_enabled','{"value": null, "locked": false}','{"value": false, "locked": true}',5,'');
INSERT INTO "audit" VALUES(139,1,'2027-02-02 09:00:00.000000','U0ADA','group_created',NULL,24,NULL,'null','{"place": 24}',NULL,'');
INSERT INTO "audit" VALUES(140,1,'2027-02-02 09:00:00.000000','U0ADA','member_added',43,24,NULL,'null','null',NULL,'');
INSERT INTO "audit" VALUES(141,1,'2027-02-02 09:00:00.000000','U0OLIVIA','requested',NULL,4,'passcode_in_link','""','"passcode_in_link"',6,'');
INSERT INTO "audit" VALUES(142,1,'2027-02-02 09:00:00.000000','U0ADA','requested',NULL,5,'passcode_in_link','""','"passcode_in_link"',7,'');
INSERT INTO "audit" VALUES(143,1,'2027-02-02 09:00:00.000000','U0OLIVIA','requested',NULL,6,'passcode_in_link','""','"passcode_in_link"',8,'');
INSERT INTO "audit" VALUES(144,1,'2027-02-02 09:00:00.000000','U0ADA','requested',NULL,7,'passcode_in_link','""','"passcode_in_link"',9,'');
INSERT INTO "audit" VALUES(145,1,'2027-02-02 09:00:00.000000','U0OLIVIA','requested',NULL,8,'passcode_in_link','""','"passcode_in_link"',10,'');
INSERT INTO "audit" VALUES(146,1,'2027-02-02 09:00:00.000000','U0ADA','requested',NULL,9,'passcode_in_link','""','"passcode_in_link"',11,'');
INSERT INTO "audit" VALUES(147,1,'2027-02-02 09:00:00.000000','U0OLIVIA','requested',NULL,10,'passcode_in_link','""','"passcode_in_link"',12,'');
INSERT INTO "audit" VALUES(148,1,'2027-02-02 09:00:00.000000','U0ADA','requested',NULL,11,'passcode_in_link','""','"passcode_in_link"',13,'');
INSERT INTO "audit" VALUES(149,1,'2027-02-02 09:00:00.000000','U0OLIVIA','requested',NULL,12,'passcode_in_link','""','"passcode_in_link"',14,'');
INSERT INTO "audit" VALUES(150,1,'2027-02-02 09:00:00.000000','U0ADA','requested',NULL,13,'passcode_in_link','""','"passcode_in_link"',15,'');
INSERT INTO "audit" VALUES(151,1,'2027-02-02 09:00:00.000000','U0OLIVIA','requested',NULL,14,'passcode_in_link','""','"passcode_in_link"',16,'');
INSERT INTO "audit" VALUES(152,1,'2027-02-02 09:00:00.000000','U0ADA','requested',NULL,NULL,'passcode_in_link','""','"passcode_in_link"',17,'');
INSERT INTO "audit" VALUES(153,1,'2027-02-02 09:00:00.000000','U0ADA','requested',NULL,3,'pmi_enabled','""','"pmi_enabled"',18,'');
INSERT INTO "audit" VALUES(154,1,'2027-02-02 09:00:00.000000','U0ADA','requested',NULL,15,'passcode_in_link','""','"passcode_in_link"',19,'');
INSERT INTO "audit" VALUES(155,1,'2027-02-02 09:00:00.000000','U0MIA','number',4,NULL,NULL,'"7431774395"','"8443456712"',NULL,'');
INSERT INTO "audit" VALUES(156,1,'2027-02-02 09:00:00.000000','U0ADAM','number',3,NULL,NULL,'"9360908968"','"3145890418"',NULL,'replaced');
INSERT INTO "audit" VALUES(157,1,'2027-02-02 09:00:00.000000','U0ADAM','passcode',3,NULL,NULL,'true','true',NULL,'replaced');
INSERT INTO "audit" VALUES(158,1,'2027-02-02 09:01:00.000000','U0OLIVIA','requested',NULL,24,'pmi_enabled','""','"pmi_enabled"',20,'');
INSERT INTO "audit" VALUES(159,1,'2027-02-02 09:01:00.000000','U0ADAM','decided',NULL,24,'pmi_enabled','"pending"','"approved"',20,'');
INSERT INTO "audit" VALUES(160,1,'2027-02-02 09:01:00.000000','U0ADAM','setting',NULL,24,'pmi_enabled','{"value": null, "locked": false}','{"value": false, "locked": true}',20,'');
CREATE TABLE audit_details (
	audit_id INTEGER NOT NULL, 
	"before" TEXT NOT NULL, 
	"after" TEXT NOT NULL, 
	CONSTRAINT pk_audit_details PRIMARY KEY (audit_id), 
	CONSTRAINT fk_audit_details_audit_id FOREIGN KEY(audit_id) REFERENCES audit (id)
);
INSERT INTO "audit_details" VALUES(4,'guitar0699.acorn0824','mia.old');
INSERT INTO "audit_details" VALUES(5,'mia.old','mia.at.work');
INSERT INTO "audit_details" VALUES(9,'birch0914.clover5650','Max.Room');
INSERT INTO "audit_details" VALUES(18,'','Sales');
INSERT INTO "audit_details" VALUES(22,'','Support');
INSERT INTO "audit_details" VALUES(25,'','Everybody');
INSERT INTO "audit_details" VALUES(82,'','Team 01');
INSERT INTO "audit_details" VALUES(84,'','Team 02');
INSERT INTO "audit_details" VALUES(86,'','Team 03');
INSERT INTO "audit_details" VALUES(88,'','Team 04');
INSERT INTO "audit_details" VALUES(90,'','Team 05');
INSERT INTO "audit_details" VALUES(92,'','Team 06');
INSERT INTO "audit_details" VALUES(94,'','Team 07');
INSERT INTO "audit_details" VALUES(96,'','Team 08');
INSERT INTO "audit_details" VALUES(98,'','Team 09');
INSERT INTO "audit_details" VALUES(100,'','Team 10');
INSERT INTO "audit_details" VALUES(102,'','Team 11');
INSERT INTO "audit_details" VALUES(104,'','Team 12');
INSERT INTO "audit_details" VALUES(106,'','Team 13');
INSERT INTO "audit_details" VALUES(108,'','Team 14');
INSERT INTO "audit_details" VALUES(110,'','Team 15');
INSERT INTO "audit_details" VALUES(112,'','Team 16');
INSERT INTO "audit_details" VALUES(114,'','Team 17');
INSERT INTO "audit_details" VALUES(116,'','Team 18');
INSERT INTO "audit_details" VALUES(118,'','Team 19');
INSERT INTO "audit_details" VALUES(120,'','Team 20');
INSERT INTO "audit_details" VALUES(124,'','Links of Sales were passed on.');
INSERT INTO "audit_details" VALUES(127,'','One number for all is too easy.');
INSERT INTO "audit_details" VALUES(128,'','Not before the fair.');
INSERT INTO "audit_details" VALUES(129,'','Perhaps.');
INSERT INTO "audit_details" VALUES(131,'','Everybody alike.');
INSERT INTO "audit_details" VALUES(134,'cabin2039.window3828','noor.room');
INSERT INTO "audit_details" VALUES(136,'','One team tries it.');
INSERT INTO "audit_details" VALUES(139,'','Last team');
INSERT INTO "audit_details" VALUES(141,'','Reason 0.');
INSERT INTO "audit_details" VALUES(142,'','Reason 1.');
INSERT INTO "audit_details" VALUES(143,'','Reason 2.');
INSERT INTO "audit_details" VALUES(144,'','Reason 3.');
INSERT INTO "audit_details" VALUES(145,'','Reason 4.');
INSERT INTO "audit_details" VALUES(146,'','Reason 5.');
INSERT INTO "audit_details" VALUES(147,'','Reason 6.');
INSERT INTO "audit_details" VALUES(148,'','Reason 7.');
INSERT INTO "audit_details" VALUES(149,'','Reason 8.');
INSERT INTO "audit_details" VALUES(150,'','Reason 9.');
INSERT INTO "audit_details" VALUES(151,'','Reason 10.');
INSERT INTO "audit_details" VALUES(152,'','Links travel too far.');
INSERT INTO "audit_details" VALUES(153,'','They share rooms.');
INSERT INTO "audit_details" VALUES(154,'','Nobody hears it.');
INSERT INTO "audit_details" VALUES(158,'','Now it is.');
CREATE TABLE calendar_feeds (
	person_id INTEGER NOT NULL, 
	name_hash VARCHAR(64) NOT NULL, 
	made_at DATETIME NOT NULL, 
	CONSTRAINT pk_calendar_feeds PRIMARY KEY (person_id), 
	CONSTRAINT fk_calendar_feeds_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT uq_calendar_feeds_name_hash UNIQUE (name_hash)
);
INSERT INTO "calendar_feeds" VALUES(5,'ed6eee53ff55878e0afa20a4bc7a76d24bae7e5d42f3a9c5e9d057cd4b31a87b','2027-02-02 09:00:00.000000');
CREATE TABLE cards (
	id INTEGER NOT NULL, 
	session_id INTEGER NOT NULL, 
	channel VARCHAR(32) NOT NULL, 
	ts VARCHAR(32) NOT NULL, 
	call VARCHAR(32) NOT NULL, 
	posted_at DATETIME NOT NULL, 
	closed_at DATETIME, 
	CONSTRAINT pk_cards PRIMARY KEY (id), 
	CONSTRAINT fk_cards_session_id FOREIGN KEY(session_id) REFERENCES sessions (id), 
	CONSTRAINT uq_cards_session_id UNIQUE (session_id, channel)
);
INSERT INTO "cards" VALUES(1,3,'C0GENERAL','1801558800.000204','','2027-02-02 09:00:00.000000','2027-02-02 09:00:00.000000');
INSERT INTO "cards" VALUES(2,4,'C0GENERAL','1801558800.000209','','2027-02-02 09:00:00.000000',NULL);
CREATE TABLE choices (
	person_id INTEGER NOT NULL, 
	setting VARCHAR(32) NOT NULL, 
	value BOOLEAN NOT NULL, 
	CONSTRAINT pk_choices PRIMARY KEY (person_id, setting), 
	CONSTRAINT fk_choices_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);
INSERT INTO "choices" VALUES(4,'passcode_in_link',0);
INSERT INTO "choices" VALUES(4,'meeting_passcode_required',0);
INSERT INTO "choices" VALUES(4,'pmi_passcode_required',0);
INSERT INTO "choices" VALUES(5,'passcode_in_link',0);
INSERT INTO "choices" VALUES(5,'meeting_passcode_required',0);
INSERT INTO "choices" VALUES(5,'pmi_passcode_required',0);
INSERT INTO "choices" VALUES(5,'pmi_enabled',0);
CREATE TABLE deliveries (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	mark VARCHAR(32) NOT NULL, 
	"key" VARCHAR(160) NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	urgency SMALLINT NOT NULL, 
	person_id INTEGER, 
	channel VARCHAR(32) NOT NULL, 
	thread VARCHAR(32) NOT NULL, 
	subject TEXT NOT NULL, 
	due_at DATETIME NOT NULL, 
	deadline_at DATETIME NOT NULL, 
	created_at DATETIME NOT NULL, 
	state VARCHAR(8) NOT NULL, 
	attempts INTEGER NOT NULL, 
	tries INTEGER NOT NULL, 
	first_tried_at DATETIME, 
	not_before DATETIME, 
	claim VARCHAR(32), 
	claimed_until DATETIME, 
	reason VARCHAR(120) NOT NULL, 
	posted_channel VARCHAR(32) NOT NULL, 
	ts VARCHAR(32) NOT NULL, 
	settled_at DATETIME, 
	CONSTRAINT pk_deliveries PRIMARY KEY (id), 
	CONSTRAINT fk_deliveries_account_id FOREIGN KEY(account_id) REFERENCES accounts (id), 
	CONSTRAINT fk_deliveries_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT uq_deliveries_account_id UNIQUE (account_id, "key")
);
INSERT INTO "deliveries" VALUES(1,1,'a0f4c7aa44e14189af9942d6962c289f','greeting of person 2','greeting',6,2,'','','{}','2026-03-01 09:00:00.000000','2026-03-08 09:00:00.000000','2026-03-01 09:00:00.000000','sent',0,1,'2026-03-01 09:00:00.000000',NULL,NULL,NULL,'','D1IZ1VQZLQ','1772355600.000009','2026-03-01 09:00:00.000000');
INSERT INTO "deliveries" VALUES(2,1,'aefd08996610dfdc9e47b71f6ada311f','greeting of person 3','greeting',6,3,'','','{}','2026-03-01 09:00:00.000000','2026-03-08 09:00:00.000000','2026-03-01 09:00:00.000000','sent',0,1,'2026-03-01 09:00:00.000000',NULL,NULL,NULL,'','D1IZ1VQZLY','1772355600.000010','2026-03-01 09:00:00.000000');
INSERT INTO "deliveries" VALUES(3,1,'cb1ec223bde9f0f07bbf35127e16eeeb','greeting of person 4','greeting',6,4,'','','{}','2026-03-01 09:00:00.000000','2026-03-08 09:00:00.000000','2026-03-01 09:00:00.000000','sent',0,1,'2026-03-01 09:00:00.000000',NULL,NULL,NULL,'','D1IZ1VQZM6','1772355600.000011','2026-03-01 09:00:00.000000');
INSERT INTO "deliveries" VALUES(4,1,'85638a6bb03db99c64048f224e2f84fc','greeting of person 5','greeting',6,5,'','','{}','2026-03-01 09:00:00.000000','2026-03-08 09:00:00.000000','2026-03-01 09:00:00.000000','sent',0,1,'2026-03-01 09:00:00.000000',NULL,NULL,NULL,'','D1IZ1VQZME','1772355600.000012','2026-03-01 09:00:00.000000');
INSERT INTO "deliveries" VALUES(5,1,'6552daa00dbe7a162e669544f996a24c','greeting of person 6','greeting',6,6,'','','{}','2026-03-01 09:00:00.000000','2026-03-08 09:00:00.000000','2026-03-01 09:00:00.000000','sent',0,1,'2026-03-01 09:00:00.000000',NULL,NULL,NULL,'','D1IZ1VQZMM','1772355600.000013','2026-03-01 09:00:00.000000');
INSERT INTO "deliveries" VALUES(6,1,'44489a1f8222708548fa7d6e6bd2b0d8','greeting of person 7','greeting',6,7,'','','{}','2026-03-01 09:00:00.000000','2026-03-08 09:00:00.000000','2026-03-01 09:00:00.000000','sent',0,1,'2026-03-01 09:00:00.000000',NULL,NULL,NULL,'','D1IZ1VQZMU','1772355600.000014','2026-03-01 09:00:00.000000');
INSERT INTO "deliveries" VALUES(7,1,'b6801174ac22b23dcb144975ec3bbf39','greeting of person 8','greeting',6,8,'','','{}','2026-03-01 09:00:00.000000','2026-03-08 09:00:00.000000','2026-03-01 09:00:00.000000','sent',0,1,'2026-03-01 09:00:00.000000',NULL,NULL,NULL,'','D1IZ1VQZMW','1772355600.000015','2026-03-01 09:00:00.000000');
INSERT INTO "deliveries" VALUES(8,1,'8b94572f2f9d58f77f76a36d322b995a','room 1 expires 2027-02-01T09:00:00+00:00: 0 days','expiry reminder',3,1,'','','{"room": 1, "days": 0, "until": "2027-02-01T09:00:00+00:00"}','2027-02-01 09:00:00.000000','2027-03-03 09:00:00.000000','2027-02-01 09:00:00.000000','sent',0,1,'2024-12-31 23:59:56.077670',NULL,NULL,NULL,'','D1IZ1VQZUD','1801472400.000024','2027-02-01 09:00:00.000000');
INSERT INTO "deliveries" VALUES(9,1,'0a6447c89ac3ab42f295b883ed183811','room 2 expires 2027-03-01T09:00:00+00:00: 30 days','expiry reminder',5,2,'','','{"room": 2, "days": 30, "until": "2027-03-01T09:00:00+00:00"}','2027-01-30 09:00:00.000000','2027-02-22 09:00:00.000000','2027-02-01 09:00:00.000000','sent',0,1,'2024-12-31 23:59:56.080670',NULL,NULL,NULL,'','D1IZ1VQZLQ','1801472400.000025','2027-02-01 09:00:00.000000');
INSERT INTO "deliveries" VALUES(10,1,'33a1b5ee0177999b7f07b141720d0eee','room 3 expires 2027-03-01T09:00:00+00:00: 30 days','expiry reminder',5,3,'','','{"room": 3, "days": 30, "until": "2027-03-01T09:00:00+00:00"}','2027-02-01 14:00:00.000000','2027-02-22 09:00:00.000000','2027-02-01 09:00:00.000000','sent',0,1,'2024-12-31 23:59:56.102670',NULL,NULL,NULL,'','D1IZ1VQZLY','1801494000.000028','2027-02-01 15:00:00.000000');
INSERT INTO "deliveries" VALUES(11,1,'58a7768df09c114372a301a792a595fc','room 5 expires 2027-03-01T09:00:00+00:00: 30 days','expiry reminder',5,5,'','','{"room": 5, "days": 30, "until": "2027-03-01T09:00:00+00:00"}','2027-02-01 17:00:00.000000','2027-02-22 09:00:00.000000','2027-02-01 09:00:00.000000','sent',0,1,'2024-12-31 23:59:56.114670',NULL,NULL,NULL,'','D1IZ1VQZME','1801515600.000029','2027-02-01 21:00:00.000000');
INSERT INTO "deliveries" VALUES(12,1,'91d5e1b961241a546a3702965de88009','room 6 expires 2027-03-01T09:00:00+00:00: 30 days','expiry reminder',5,6,'','','{"room": 6, "days": 30, "until": "2027-03-01T09:00:00+00:00"}','2027-01-30 09:00:00.000000','2027-02-22 09:00:00.000000','2027-02-01 09:00:00.000000','sent',0,1,'2024-12-31 23:59:56.083670',NULL,NULL,NULL,'','D1IZ1VQZMM','1801472400.000026','2027-02-01 09:00:00.000000');
INSERT INTO "deliveries" VALUES(13,1,'f630d5ed5c012122fd3e0ee82427f1ca','room 7 expires 2027-03-01T09:00:00+00:00: 30 days','expiry reminder',5,8,'','','{"room": 7, "days": 30, "until": "2027-03-01T09:00:00+00:00"}','2027-01-30 09:00:00.000000','2027-02-22 09:00:00.000000','2027-02-01 09:00:00.000000','sent',0,1,'2024-12-31 23:59:56.086670',NULL,NULL,NULL,'','D1IZ1VQZMW','1801472400.000027','2027-02-01 09:00:00.000000');
INSERT INTO "deliveries" VALUES(14,1,'d094cee64e1493017126f405d20291cc','room 7 expires 2027-03-01T09:00:00+00:00: 30 days, again 2027-02-09','expiry reminder',5,8,'','','{"room": 7, "days": 30, "until": "2027-03-01T09:00:00+00:00"}','2027-02-09 09:00:00.000000','2027-02-22 09:00:00.000000','2027-02-02 09:00:00.000000','pending',0,0,NULL,NULL,NULL,NULL,'','','',NULL);
INSERT INTO "deliveries" VALUES(15,1,'658fbb4757acd972cf81c5c800058629','request 1 post 1','request_post',2,NULL,'C0APPROVALS','','{"request": 1}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:57.230670',NULL,NULL,NULL,'','C0APPROVALS','1801558800.000143','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(16,1,'6c49597ee98a88658719d1acd9fd9a5f','request 1 decided','request_decided',2,2,'','','{"request": 1}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:57.256670',NULL,NULL,NULL,'','D1IZ1VQZLQ','1801558800.000146','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(17,1,'f33f635b1bf8e556d17612811f88915d','request 2 post 1','request_post',2,NULL,'C0APPROVALS','','{"request": 2}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:57.317670',NULL,NULL,NULL,'','C0APPROVALS','1801558800.000149','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(18,1,'871c39ff2272f88381b60ad11b589fb2','request 2 decided','request_decided',2,8,'','','{"request": 2}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:57.343670',NULL,NULL,NULL,'','D1IZ1VQZMW','1801558800.000152','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(19,1,'f6a040f965551f0d648fc4d0138a7e3f','request 3 post 1','request_post',2,NULL,'C0APPROVALS','','{"request": 3}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:57.401670',NULL,NULL,NULL,'','C0APPROVALS','1801558800.000155','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(20,1,'b67372ea6f10f9ba9ab6087d8fb1a03c','request 4 post 1','request_post',2,NULL,'C0APPROVALS','','{"request": 4}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:57.469670',NULL,NULL,NULL,'','C0APPROVALS','1801558800.000160','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(21,1,'0c0238881ef6848a4c27b8b70e3b652f','request 4 decided','request_decided',2,2,'','','{"request": 4}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:57.493670',NULL,NULL,NULL,'','D1IZ1VQZLQ','1801558800.000163','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(22,1,'ada8967c3eecb6e8ac85adca9e4b336b','meeting 1 version 0 to person 5','meeting_invitation',6,5,'','','{"meeting": 1, "person": 5}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:57.827670',NULL,NULL,NULL,'','D1IZ1VQZME','1801558800.000178','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(23,1,'a02550a3d428d5ac1b099f9d75eec928','meeting 1 version 0 to person 6','meeting_invitation',6,6,'','','{"meeting": 1, "person": 6}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:57.831670',NULL,NULL,NULL,'','D1IZ1VQZMM','1801558800.000179','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(24,1,'f51a9080d4176642b0e529c44141c29b','meeting 2 version 0 to person 5','meeting_invitation',6,5,'','','{"meeting": 2, "person": 5}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:57.836670',NULL,NULL,NULL,'','D1IZ1VQZME','1801558800.000180','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(25,1,'06396b3c5dec3c381d4aea578997f521','meeting 3 version 0 to person 6','meeting_invitation',6,6,'','','{"meeting": 3, "person": 6}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:57.839670',NULL,NULL,NULL,'','D1IZ1VQZMM','1801558800.000181','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(26,1,'423b9a7509f890513a7308b8dcfd17a9','meeting 4 version 0 to person 3','meeting_invitation',6,3,'','','{"meeting": 4, "person": 3}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:57.844670',NULL,NULL,NULL,'','D1IZ1VQZLY','1801558800.000182','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(27,1,'911f68cae7a30fb67e6528a818e22311','meeting 9 version 0 to person 5','meeting_invitation',6,5,'','','{"meeting": 9, "person": 5}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:57.847670',NULL,NULL,NULL,'','D1IZ1VQZME','1801558800.000183','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(28,1,'ea4a8defa555ee8ddf4cba20d0fcb615','meeting 9 version 0 to person 4','meeting_invitation',6,4,'','','{"meeting": 9, "person": 4}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:57.856670',NULL,NULL,NULL,'','D1IZ1VQZM6','1801558800.000184','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(29,1,'e22ee0c8f346d35f6707937d3dace63d','meeting 11 version 0 to person 2','meeting_invitation',6,2,'','','{"meeting": 11, "person": 2}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:57.859670',NULL,NULL,NULL,'','D1IZ1VQZLQ','1801558800.000185','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(30,1,'b3d77695d6134860d5d8c393465e164d','meeting 11 version 0 to person 4','meeting_invitation',6,4,'','','{"meeting": 11, "person": 4}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:57.862670',NULL,NULL,NULL,'','D1IZ1VQZM6','1801558800.000186','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(31,1,'c762d18ccfee972cf54d45063f63b7f5','renewal 1','meetings_changed',2,4,'','','{"renewal": 1}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:57.957670',NULL,NULL,NULL,'','D1IZ1VQZM6','1801558800.000196','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(32,1,'32e032fab1994a08865ac1d89fced0c6','meeting 3 version 2 to person 6','meeting_invitation',6,6,'','','{"meeting": 3, "person": 6}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:57.950670',NULL,NULL,NULL,'','D1IZ1VQZMM','1801558800.000195','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(33,1,'0b96f6fcbb0e5ad7746960beb0460d3d','guessing at room 6 2027-02-02T09:00:00+00:00','guessing',2,6,'','','{"room": 6, "at": "2027-02-02T09:00:00+00:00"}','2027-02-02 09:00:00.000000','2027-02-02 10:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:58.297670',NULL,NULL,NULL,'','D1IZ1VQZMM','1801558800.000216','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(34,1,'5a74fe9ed70f349962598109f2755c68','greeting of person 69','greeting',6,69,'','','{}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:58.407670',NULL,NULL,NULL,'','D1IZ1VR3UV','1801558800.000223','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(35,1,'45a8964b0e0299bfeeb91da31335951c','meeting 12 version 0 to person 5','meeting_invitation',6,5,'','','{"meeting": 12, "person": 5}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:58.411670',NULL,NULL,NULL,'','D1IZ1VQZME','1801558800.000224','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(36,1,'633a557b90f1e0b29d96c9acc9a8a811','host 69 left 2027-02-02T09:00:00+00:00: to person 2','host_left',2,2,'','','{"host": 69}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:58.430670',NULL,NULL,NULL,'','D1IZ1VQZLQ','1801558800.000226','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(37,1,'7342cf7e8de07c19c690c0cd7755858f','host 69 left 2027-02-02T09:00:00+00:00: to person 3','host_left',2,3,'','','{"host": 69}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:58.434670',NULL,NULL,NULL,'','D1IZ1VQZLY','1801558800.000227','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(38,1,'7d47edadc902b322c99ac1d554956d0a','host 69 left 2027-02-02T09:00:00+00:00: to person 8','host_left',2,8,'','','{"host": 69}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:58.437670',NULL,NULL,NULL,'','D1IZ1VQZMW','1801558800.000228','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(39,1,'c0e93bcd05b40e3d8a52478f1aa15eee','meeting 14 version 0 to person 12','meeting_invitation',6,12,'','','{"meeting": 14, "person": 12}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','failed',0,1,'2024-12-31 23:59:58.480670',NULL,NULL,NULL,'user_disabled','','','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(40,1,'0aebe92f9153eac6452e9d8fc970e106','meeting 15 version 0 to person 2','meeting_invitation',6,2,'','','{"meeting": 15, "person": 2}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','dropped',0,0,NULL,NULL,NULL,NULL,'it was cancelled before they heard of it','','','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(41,1,'d3a8b8e8150949f4231831047d18d3e7','greeting of person 27','greeting',6,27,'','','{}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:58.757670',NULL,NULL,NULL,'','D1IZ1VR4NC','1801558800.000245','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(42,1,'8dd178ad27f99b10377eb66e23c0b11a','meeting 16 version 0 to person 5','meeting_invitation',6,5,'','','{"meeting": 16, "person": 5}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:58.761670',NULL,NULL,NULL,'','D1IZ1VQZME','1801558800.000246','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(43,1,'a6a8110a8a68d73e8b396e0d2608978b','greeting of person 43','greeting',6,43,'','','{}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:58.764670',NULL,NULL,NULL,'','D1IZ1VR4NU','1801558800.000247','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(44,1,'ddb9ba7e4c85493f71ebcb72ca704ca3','meeting 18 version 0 to person 5','meeting_invitation',6,5,'','','{"meeting": 18, "person": 5}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:58.768670',NULL,NULL,NULL,'','D1IZ1VQZME','1801558800.000248','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(45,1,'2acd766f73dd966becb9bf8510ab8671','greeting of person 58','greeting',6,58,'','','{}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:58.771670',NULL,NULL,NULL,'','D1IZ1VR4OC','1801558800.000249','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(46,1,'17fb5fa0a12bd4b389436e50d312fc36','meeting 20 version 0 to person 5','meeting_invitation',6,5,'','','{"meeting": 20, "person": 5}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:58.775670',NULL,NULL,NULL,'','D1IZ1VQZME','1801558800.000250','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(47,1,'97093be393bda4d3f094898f3cc952c2','request 5 post 1','request_post',2,NULL,'C0APPROVALS','','{"request": 5}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:58.847670',NULL,NULL,NULL,'','C0APPROVALS','1801558800.000254','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(48,1,'81c070addbe98c0777518c52173cec0e','request 5 decided','request_decided',2,2,'','','{"request": 5}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:58.877670',NULL,NULL,NULL,'','D1IZ1VQZLQ','1801558800.000258','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(49,1,'ae5b3e9a4323df93a5e01d5f0c7de4c7','change 838ca67e4c513102: meetings_stopped of person 27','meetings_stopped',6,27,'','','{"person": 27, "request": 5}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:58.874670',NULL,NULL,NULL,'','D1IZ1VR4NC','1801558800.000257','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(50,1,'7cd5045ef616fa5301b38a2f35360966','request 6 post 1','request_post',2,NULL,'C0APPROVALS','','{"request": 6}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:59.567670',NULL,NULL,NULL,'','C0APPROVALS','1801558800.000299','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(51,1,'aee67a12a28bf2fead3da10d1a5da16b','request 7 post 1','request_post',2,NULL,'C0APPROVALS','','{"request": 7}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:59.571670',NULL,NULL,NULL,'','C0APPROVALS','1801558800.000300','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(52,1,'9d1da725d6e0309315badbeddc1b629c','request 8 post 1','request_post',2,NULL,'C0APPROVALS','','{"request": 8}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:59.575670',NULL,NULL,NULL,'','C0APPROVALS','1801558800.000301','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(53,1,'c67a110ecfe70860170d3b5d8ad73853','request 9 post 1','request_post',2,NULL,'C0APPROVALS','','{"request": 9}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:59.579670',NULL,NULL,NULL,'','C0APPROVALS','1801558800.000302','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(54,1,'496a0540a48318200cd1ae6094992bd2','request 10 post 1','request_post',2,NULL,'C0APPROVALS','','{"request": 10}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:59.583670',NULL,NULL,NULL,'','C0APPROVALS','1801558800.000303','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(55,1,'c7f9dcf5eaafe9fed7fefa4ec1fc66b9','request 11 post 1','request_post',2,NULL,'C0APPROVALS','','{"request": 11}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:59.587670',NULL,NULL,NULL,'','C0APPROVALS','1801558800.000304','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(56,1,'3f7b7c0675d7c3445adb60325272f7fd','request 12 post 1','request_post',2,NULL,'C0APPROVALS','','{"request": 12}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:59.592670',NULL,NULL,NULL,'','C0APPROVALS','1801558800.000305','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(57,1,'3d19055c3357d29e16c71f87b71fe7af','request 13 post 1','request_post',2,NULL,'C0APPROVALS','','{"request": 13}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:59.596670',NULL,NULL,NULL,'','C0APPROVALS','1801558800.000306','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(58,1,'c8f257c4a017ba1bcf881ad5e2adfed9','request 14 post 1','request_post',2,NULL,'C0APPROVALS','','{"request": 14}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:59.600670',NULL,NULL,NULL,'','C0APPROVALS','1801558800.000307','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(59,1,'3974bda84facffe28934816080666980','request 15 post 1','request_post',2,NULL,'C0APPROVALS','','{"request": 15}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:59.604670',NULL,NULL,NULL,'','C0APPROVALS','1801558800.000308','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(60,1,'4ece63c5453b968c01a6e75690940e16','request 16 post 1','request_post',2,NULL,'C0APPROVALS','','{"request": 16}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:59.609670',NULL,NULL,NULL,'','C0APPROVALS','1801558800.000309','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(61,1,'7af852e565f5cb76f08d22f1d9c73794','request 17 post 1','request_post',2,NULL,'C0APPROVALS','','{"request": 17}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:59.613670',NULL,NULL,NULL,'','C0APPROVALS','1801558800.000310','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(62,1,'c0391b8a8f00e0508b80b323c42d6184','request 18 post 1','request_post',2,NULL,'C0APPROVALS','','{"request": 18}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:59.617670',NULL,NULL,NULL,'','C0APPROVALS','1801558800.000311','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(63,1,'a2adebe6ca265d6f4034820407c620d3','request 19 post 1','request_post',2,NULL,'C0APPROVALS','','{"request": 19}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','failed',0,1,'2024-12-31 23:59:59.680670',NULL,NULL,NULL,'channel_not_found','','','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(64,1,'a9e127b8a967def96dbd0051510522b6','request 19 post 1: not posted','request_unposted',2,2,'','','{"request": 19}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:59.684670',NULL,NULL,NULL,'','D1IZ1VQZLQ','1801558800.000315','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(65,1,'c2da8e12a164701dcc0fd1e2c989b905','renewal 2','meetings_changed',2,4,'','','{"renewal": 2}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:59.717670',NULL,NULL,NULL,'','D1IZ1VQZM6','1801558800.000316','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(66,1,'2f013e4cb0f6f630fa81f46ac799a44b','renewal 3','meetings_changed',2,3,'','','{"renewal": 3}','2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','2027-02-02 09:00:00.000000','sent',0,1,'2024-12-31 23:59:59.764670',NULL,NULL,NULL,'','D1IZ1VQZLY','1801558800.000320','2027-02-02 09:00:00.000000');
INSERT INTO "deliveries" VALUES(67,1,'6f2309eaaa89c1f48f59d7f89d872ca1','meeting 22 version 0 to person 4','meeting_invitation',6,4,'','','{"meeting": 22, "person": 4}','2027-02-02 09:01:00.000000','2027-02-09 09:01:00.000000','2027-02-02 09:01:00.000000','sending',0,1,'2024-12-31 23:59:59.817670',NULL,'fb4f64c7686779b5','2025-01-01 00:00:59.817670','RemoteDisconnected','','',NULL);
INSERT INTO "deliveries" VALUES(68,1,'e63b2af44a9aab1fefe5b58d492785c2','meeting 23 version 0 to person 5','meeting_invitation',6,5,'','','{"meeting": 23, "person": 5}','2027-02-02 09:01:00.000000','2027-02-09 09:01:00.000000','2027-02-02 09:01:00.000000','pending',0,0,NULL,NULL,NULL,NULL,'','','',NULL);
INSERT INTO "deliveries" VALUES(69,1,'e02b892df34f97519e91737ed766bada','meeting 23 version 0 to person 4','meeting_invitation',6,4,'','','{"meeting": 23, "person": 4}','2027-02-02 09:01:00.000000','2027-02-09 09:01:00.000000','2027-02-02 09:01:00.000000','pending',0,0,NULL,NULL,NULL,NULL,'','','',NULL);
INSERT INTO "deliveries" VALUES(70,1,'211af5d8e6845907f86d7dfb3c9f3ead','request 20 post 1','request_post',2,NULL,'C0APPROVALS','','{"request": 20}','2027-02-02 09:01:00.000000','2027-02-09 09:01:00.000000','2027-02-02 09:01:00.000000','pending',0,0,NULL,NULL,NULL,NULL,'','','',NULL);
INSERT INTO "deliveries" VALUES(71,1,'27e47212b679e880ddc6e7fb6491addf','request 20 decided','request_decided',2,8,'','','{"request": 20}','2027-02-02 09:01:00.000000','2027-02-09 09:01:00.000000','2027-02-02 09:01:00.000000','pending',0,0,NULL,NULL,NULL,NULL,'','','',NULL);
CREATE TABLE follow_ups (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	account_id INTEGER NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	people TEXT NOT NULL, 
	cause VARCHAR(64) NOT NULL, 
	request_id INTEGER, 
	actor VARCHAR(32) NOT NULL, 
	decided_at DATETIME NOT NULL, 
	CONSTRAINT fk_follow_ups_account_id FOREIGN KEY(account_id) REFERENCES accounts (id)
);
INSERT INTO "follow_ups" VALUES(3,1,'meetings','[43]','change 8c9d8f5d45a04c47',20,'U0ADAM','2027-02-02 09:01:00.000000');
CREATE TABLE group_admins (
	group_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	CONSTRAINT pk_group_admins PRIMARY KEY (group_id, person_id), 
	CONSTRAINT fk_group_admins_group_id FOREIGN KEY(group_id) REFERENCES groups (id), 
	CONSTRAINT fk_group_admins_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);
INSERT INTO "group_admins" VALUES(2,6);
CREATE TABLE group_members (
	group_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	CONSTRAINT pk_group_members PRIMARY KEY (group_id, person_id), 
	CONSTRAINT fk_group_members_group_id FOREIGN KEY(group_id) REFERENCES groups (id), 
	CONSTRAINT fk_group_members_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);
INSERT INTO "group_members" VALUES(1,4);
INSERT INTO "group_members" VALUES(1,6);
INSERT INTO "group_members" VALUES(1,11);
INSERT INTO "group_members" VALUES(2,5);
INSERT INTO "group_members" VALUES(2,6);
INSERT INTO "group_members" VALUES(3,13);
INSERT INTO "group_members" VALUES(3,14);
INSERT INTO "group_members" VALUES(3,15);
INSERT INTO "group_members" VALUES(3,16);
INSERT INTO "group_members" VALUES(3,17);
INSERT INTO "group_members" VALUES(3,18);
INSERT INTO "group_members" VALUES(3,19);
INSERT INTO "group_members" VALUES(3,20);
INSERT INTO "group_members" VALUES(3,21);
INSERT INTO "group_members" VALUES(3,22);
INSERT INTO "group_members" VALUES(3,23);
INSERT INTO "group_members" VALUES(3,24);
INSERT INTO "group_members" VALUES(3,25);
INSERT INTO "group_members" VALUES(3,26);
INSERT INTO "group_members" VALUES(3,27);
INSERT INTO "group_members" VALUES(3,28);
INSERT INTO "group_members" VALUES(3,29);
INSERT INTO "group_members" VALUES(3,30);
INSERT INTO "group_members" VALUES(3,31);
INSERT INTO "group_members" VALUES(3,32);
INSERT INTO "group_members" VALUES(3,33);
INSERT INTO "group_members" VALUES(3,34);
INSERT INTO "group_members" VALUES(3,35);
INSERT INTO "group_members" VALUES(3,36);
INSERT INTO "group_members" VALUES(3,37);
INSERT INTO "group_members" VALUES(3,38);
INSERT INTO "group_members" VALUES(3,39);
INSERT INTO "group_members" VALUES(3,40);
INSERT INTO "group_members" VALUES(3,41);
INSERT INTO "group_members" VALUES(3,42);
INSERT INTO "group_members" VALUES(3,43);
INSERT INTO "group_members" VALUES(3,44);
INSERT INTO "group_members" VALUES(3,45);
INSERT INTO "group_members" VALUES(3,46);
INSERT INTO "group_members" VALUES(3,47);
INSERT INTO "group_members" VALUES(3,48);
INSERT INTO "group_members" VALUES(3,49);
INSERT INTO "group_members" VALUES(3,50);
INSERT INTO "group_members" VALUES(3,51);
INSERT INTO "group_members" VALUES(3,52);
INSERT INTO "group_members" VALUES(3,53);
INSERT INTO "group_members" VALUES(3,54);
INSERT INTO "group_members" VALUES(3,55);
INSERT INTO "group_members" VALUES(3,56);
INSERT INTO "group_members" VALUES(3,57);
INSERT INTO "group_members" VALUES(3,58);
INSERT INTO "group_members" VALUES(3,59);
INSERT INTO "group_members" VALUES(3,60);
INSERT INTO "group_members" VALUES(3,61);
INSERT INTO "group_members" VALUES(3,62);
INSERT INTO "group_members" VALUES(3,63);
INSERT INTO "group_members" VALUES(3,64);
INSERT INTO "group_members" VALUES(3,65);
INSERT INTO "group_members" VALUES(3,66);
INSERT INTO "group_members" VALUES(3,67);
INSERT INTO "group_members" VALUES(3,68);
INSERT INTO "group_members" VALUES(4,13);
INSERT INTO "group_members" VALUES(5,14);
INSERT INTO "group_members" VALUES(6,15);
INSERT INTO "group_members" VALUES(7,16);
INSERT INTO "group_members" VALUES(8,17);
INSERT INTO "group_members" VALUES(9,18);
INSERT INTO "group_members" VALUES(10,19);
INSERT INTO "group_members" VALUES(11,20);
INSERT INTO "group_members" VALUES(12,22);
INSERT INTO "group_members" VALUES(13,21);
INSERT INTO "group_members" VALUES(14,23);
INSERT INTO "group_members" VALUES(15,24);
INSERT INTO "group_members" VALUES(16,25);
INSERT INTO "group_members" VALUES(17,26);
INSERT INTO "group_members" VALUES(18,27);
INSERT INTO "group_members" VALUES(19,28);
INSERT INTO "group_members" VALUES(20,30);
INSERT INTO "group_members" VALUES(21,29);
INSERT INTO "group_members" VALUES(22,31);
INSERT INTO "group_members" VALUES(23,32);
INSERT INTO "group_members" VALUES(24,43);
CREATE TABLE group_settings (
	group_id INTEGER NOT NULL, 
	setting VARCHAR(32) NOT NULL, 
	value BOOLEAN NOT NULL, 
	locked BOOLEAN NOT NULL, 
	CONSTRAINT pk_group_settings PRIMARY KEY (group_id, setting), 
	CONSTRAINT fk_group_settings_group_id FOREIGN KEY(group_id) REFERENCES groups (id)
);
INSERT INTO "group_settings" VALUES(2,'passcode_in_link',1,0);
INSERT INTO "group_settings" VALUES(1,'passcode_in_link',0,1);
INSERT INTO "group_settings" VALUES(18,'pmi_enabled',0,1);
INSERT INTO "group_settings" VALUES(24,'pmi_enabled',0,1);
CREATE TABLE groups (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	account_id INTEGER NOT NULL, 
	name VARCHAR(60) NOT NULL, 
	name_key VARCHAR(200) NOT NULL, 
	priority INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT fk_groups_account_id FOREIGN KEY(account_id) REFERENCES accounts (id), 
	CONSTRAINT uq_groups_name UNIQUE (account_id, name_key), 
	CONSTRAINT uq_groups_priority UNIQUE (account_id, priority)
);
INSERT INTO "groups" VALUES(1,1,'Sales','sales',1,'2027-02-02 09:00:00.000000');
INSERT INTO "groups" VALUES(2,1,'Support','support',2,'2027-02-02 09:00:00.000000');
INSERT INTO "groups" VALUES(3,1,'Everybody','everybody',3,'2027-02-02 09:00:00.000000');
INSERT INTO "groups" VALUES(4,1,'Team 01','team 01',4,'2027-02-02 09:00:00.000000');
INSERT INTO "groups" VALUES(5,1,'Team 02','team 02',5,'2027-02-02 09:00:00.000000');
INSERT INTO "groups" VALUES(6,1,'Team 03','team 03',6,'2027-02-02 09:00:00.000000');
INSERT INTO "groups" VALUES(7,1,'Team 04','team 04',7,'2027-02-02 09:00:00.000000');
INSERT INTO "groups" VALUES(8,1,'Team 05','team 05',8,'2027-02-02 09:00:00.000000');
INSERT INTO "groups" VALUES(9,1,'Team 06','team 06',9,'2027-02-02 09:00:00.000000');
INSERT INTO "groups" VALUES(10,1,'Team 07','team 07',10,'2027-02-02 09:00:00.000000');
INSERT INTO "groups" VALUES(11,1,'Team 08','team 08',11,'2027-02-02 09:00:00.000000');
INSERT INTO "groups" VALUES(12,1,'Team 09','team 09',12,'2027-02-02 09:00:00.000000');
INSERT INTO "groups" VALUES(13,1,'Team 10','team 10',13,'2027-02-02 09:00:00.000000');
INSERT INTO "groups" VALUES(14,1,'Team 11','team 11',14,'2027-02-02 09:00:00.000000');
INSERT INTO "groups" VALUES(15,1,'Team 12','team 12',15,'2027-02-02 09:00:00.000000');
INSERT INTO "groups" VALUES(16,1,'Team 13','team 13',16,'2027-02-02 09:00:00.000000');
INSERT INTO "groups" VALUES(17,1,'Team 14','team 14',17,'2027-02-02 09:00:00.000000');
INSERT INTO "groups" VALUES(18,1,'Team 15','team 15',18,'2027-02-02 09:00:00.000000');
INSERT INTO "groups" VALUES(19,1,'Team 16','team 16',19,'2027-02-02 09:00:00.000000');
INSERT INTO "groups" VALUES(20,1,'Team 17','team 17',20,'2027-02-02 09:00:00.000000');
INSERT INTO "groups" VALUES(21,1,'Team 18','team 18',21,'2027-02-02 09:00:00.000000');
INSERT INTO "groups" VALUES(22,1,'Team 19','team 19',22,'2027-02-02 09:00:00.000000');
INSERT INTO "groups" VALUES(23,1,'Team 20','team 20',23,'2027-02-02 09:00:00.000000');
INSERT INTO "groups" VALUES(24,1,'Last team','last team',24,'2027-02-02 09:00:00.000000');
CREATE TABLE invitation_posts (
	id INTEGER NOT NULL, 
	meeting_id INTEGER NOT NULL, 
	channel VARCHAR(32) NOT NULL, 
	ts VARCHAR(32) NOT NULL, 
	with_passcode BOOLEAN NOT NULL, 
	told TEXT NOT NULL, 
	posted_at DATETIME NOT NULL, 
	wanted_at DATETIME, 
	CONSTRAINT pk_invitation_posts PRIMARY KEY (id), 
	CONSTRAINT fk_invitation_posts_meeting_id FOREIGN KEY(meeting_id) REFERENCES meetings (id), 
	CONSTRAINT uq_invitation_posts_meeting_id UNIQUE (meeting_id, channel)
);
INSERT INTO "invitation_posts" VALUES(1,1,'C0GENERAL','1801558800.000166',0,'{"cancelled": false, "host": 4, "key": "55d6690aab17a1bb", "minutes": 30, "moved": {}, "number": "7431774395", "rule": "", "start": "2027-02-07T15:00", "zone": "Europe/Berlin"}','2027-02-02 09:00:00.000000',NULL);
CREATE TABLE invitees (
	meeting_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	invited_at DATETIME NOT NULL, 
	answer VARCHAR(8), 
	answered_at DATETIME, 
	told TEXT, 
	telling TEXT, 
	removed_at DATETIME, 
	CONSTRAINT pk_invitees PRIMARY KEY (meeting_id, person_id), 
	CONSTRAINT fk_invitees_meeting_id FOREIGN KEY(meeting_id) REFERENCES meetings (id), 
	CONSTRAINT fk_invitees_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);
INSERT INTO "invitees" VALUES(1,5,'2027-02-02 09:00:00.000000',NULL,NULL,'{"cancelled": false, "host": 4, "key": "55d6690aab17a1bb", "minutes": 30, "moved": {}, "number": "7431774395", "rule": "", "start": "2027-02-07T15:00", "zone": "Europe/Berlin"}',NULL,NULL);
INSERT INTO "invitees" VALUES(1,6,'2027-02-02 09:00:00.000000',NULL,NULL,'{"cancelled": false, "host": 4, "key": "55d6690aab17a1bb", "minutes": 30, "moved": {}, "number": "7431774395", "rule": "", "start": "2027-02-07T15:00", "zone": "Europe/Berlin"}',NULL,NULL);
INSERT INTO "invitees" VALUES(2,5,'2027-02-02 09:00:00.000000',NULL,NULL,'{"cancelled": false, "host": 4, "key": "7673dfc37038f436", "minutes": 30, "moved": {}, "number": "42503307352", "rule": "", "start": "2027-02-08T10:00", "zone": "Europe/Berlin"}',NULL,NULL);
INSERT INTO "invitees" VALUES(3,6,'2027-02-02 09:00:00.000000','maybe','2027-02-02 09:00:00.000000','{"cancelled": false, "host": 4, "key": "55d6690aab17a1bb", "minutes": 30, "moved": {"2027-02-16T09:00": "2027-02-16T12:00/30", "2027-02-23T09:00": ""}, "number": "7431774395", "rule": "FREQ=WEEKLY", "start": "2027-02-09T09:00", "zone": "Europe/Berlin"}',NULL,NULL);
INSERT INTO "invitees" VALUES(4,3,'2027-02-02 09:00:00.000000',NULL,NULL,'{"cancelled": false, "host": 4, "key": "97faf670addc30c4", "minutes": 30, "moved": {}, "number": "89977844845", "rule": "FREQ=DAILY", "start": "2027-02-04T08:30", "zone": "Europe/Berlin"}',NULL,NULL);
INSERT INTO "invitees" VALUES(9,5,'2027-02-02 09:00:00.000000','yes','2027-02-02 09:00:00.000000','{"cancelled": false, "host": 6, "key": "331306abd685079a", "minutes": 30, "moved": {}, "number": "4489574170", "rule": "", "start": "2027-02-05T15:00", "zone": "Asia/Kolkata"}',NULL,NULL);
INSERT INTO "invitees" VALUES(9,4,'2027-02-02 09:00:00.000000',NULL,NULL,'{"cancelled": false, "host": 6, "key": "331306abd685079a", "minutes": 30, "moved": {}, "number": "4489574170", "rule": "", "start": "2027-02-05T15:00", "zone": "Asia/Kolkata"}',NULL,NULL);
INSERT INTO "invitees" VALUES(11,2,'2027-02-02 09:00:00.000000',NULL,NULL,'{"cancelled": false, "host": 3, "key": "61861184dc6bafd2", "minutes": 30, "moved": {}, "number": "9360908968", "rule": "", "start": "2027-02-11T15:00", "zone": "America/New_York"}',NULL,NULL);
INSERT INTO "invitees" VALUES(11,4,'2027-02-02 09:00:00.000000',NULL,NULL,'{"cancelled": false, "host": 3, "key": "61861184dc6bafd2", "minutes": 30, "moved": {}, "number": "9360908968", "rule": "", "start": "2027-02-11T15:00", "zone": "America/New_York"}',NULL,NULL);
INSERT INTO "invitees" VALUES(12,5,'2027-02-02 09:00:00.000000',NULL,NULL,'{"cancelled": false, "host": 69, "key": "5f73d07114e12bce", "minutes": 30, "moved": {}, "number": "65086398776", "rule": "", "start": "2027-02-10T15:00", "zone": "Europe/Paris"}',NULL,NULL);
INSERT INTO "invitees" VALUES(14,12,'2027-02-02 09:00:00.000000',NULL,NULL,NULL,'{"cancelled": false, "host": 5, "key": "80a9c1f8724885ed", "minutes": 30, "moved": {}, "number": "64174423330", "rule": "", "start": "2027-02-15T15:00", "zone": "America/Los_Angeles"}',NULL);
INSERT INTO "invitees" VALUES(15,2,'2027-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "invitees" VALUES(16,5,'2027-02-02 09:00:00.000000',NULL,NULL,'{"cancelled": false, "host": 27, "key": "20d42b1b1eb75f5b", "minutes": 30, "moved": {}, "number": "5381231345", "rule": "", "start": "2027-02-17T15:00", "zone": "Europe/Berlin"}',NULL,NULL);
INSERT INTO "invitees" VALUES(18,5,'2027-02-02 09:00:00.000000',NULL,NULL,'{"cancelled": false, "host": 43, "key": "db197769808ab564", "minutes": 30, "moved": {}, "number": "8903886624", "rule": "", "start": "2027-02-17T15:00", "zone": "Europe/Berlin"}',NULL,NULL);
INSERT INTO "invitees" VALUES(20,5,'2027-02-02 09:00:00.000000',NULL,NULL,'{"cancelled": false, "host": 58, "key": "468f3fa8a76a58ec", "minutes": 30, "moved": {}, "number": "5533257135", "rule": "", "start": "2027-02-17T15:00", "zone": "Europe/Berlin"}',NULL,NULL);
INSERT INTO "invitees" VALUES(22,4,'2027-02-02 09:01:00.000000',NULL,NULL,NULL,'{"cancelled": false, "host": 6, "key": "386172ba0a5b1f76", "minutes": 30, "moved": {}, "number": "92270756349", "rule": "", "start": "2027-02-13T15:00", "zone": "Asia/Kolkata"}',NULL);
INSERT INTO "invitees" VALUES(23,5,'2027-02-02 09:01:00.000000',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "invitees" VALUES(23,4,'2027-02-02 09:01:00.000000',NULL,NULL,NULL,NULL,NULL);
CREATE TABLE links (
	"key" VARCHAR(40) NOT NULL, 
	shown VARCHAR(40) NOT NULL, 
	person_id INTEGER NOT NULL, 
	released_at DATETIME, 
	room_id INTEGER, 
	CONSTRAINT pk_links PRIMARY KEY ("key"), 
	CONSTRAINT fk_links_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT fk_links_room_id FOREIGN KEY(room_id) REFERENCES rooms (id)
);
INSERT INTO "links" VALUES('saffron0949.forest3968','saffron0949.forest3968',1,NULL,NULL);
INSERT INTO "links" VALUES('oyster9034.garnet9280','oyster9034.garnet9280',2,NULL,NULL);
INSERT INTO "links" VALUES('forest0435.willow8487','forest0435.willow8487',3,NULL,NULL);
INSERT INTO "links" VALUES('guitar0699.acorn0824','guitar0699.acorn0824',4,'2026-03-01 09:00:00.000000',4);
INSERT INTO "links" VALUES('birch0914.clover5650','birch0914.clover5650',5,'2026-03-31 09:00:00.000000',5);
INSERT INTO "links" VALUES('cabin2039.window3828','cabin2039.window3828',6,'2027-02-02 09:00:00.000000',6);
INSERT INTO "links" VALUES('candle5386.otter3200','candle5386.otter3200',8,NULL,NULL);
INSERT INTO "links" VALUES('mia.old','mia.old',4,'2026-03-31 09:00:00.000000',8);
INSERT INTO "links" VALUES('mia.at.work','mia.at.work',4,NULL,NULL);
INSERT INTO "links" VALUES('max.room','Max.Room',5,NULL,NULL);
INSERT INTO "links" VALUES('ember6276.helmet4743','ember6276.helmet4743',11,NULL,NULL);
INSERT INTO "links" VALUES('island0177.panda0655','island0177.panda0655',12,NULL,NULL);
INSERT INTO "links" VALUES('lemon2114.cobalt4273','lemon2114.cobalt4273',13,NULL,NULL);
INSERT INTO "links" VALUES('anchor3197.sandal0868','anchor3197.sandal0868',14,NULL,NULL);
INSERT INTO "links" VALUES('clover9301.aspen0557','clover9301.aspen0557',15,NULL,NULL);
INSERT INTO "links" VALUES('saffron8243.parrot9547','saffron8243.parrot9547',16,NULL,NULL);
INSERT INTO "links" VALUES('cloud9632.parrot5459','cloud9632.parrot5459',17,NULL,NULL);
INSERT INTO "links" VALUES('willow9626.salmon1167','willow9626.salmon1167',18,NULL,NULL);
INSERT INTO "links" VALUES('magnet5960.robin4734','magnet5960.robin4734',19,NULL,NULL);
INSERT INTO "links" VALUES('salmon7986.fern4944','salmon7986.fern4944',20,NULL,NULL);
INSERT INTO "links" VALUES('ribbon8697.anchor8745','ribbon8697.anchor8745',21,NULL,NULL);
INSERT INTO "links" VALUES('beacon5410.jacket0428','beacon5410.jacket0428',22,NULL,NULL);
INSERT INTO "links" VALUES('robin9305.parrot0031','robin9305.parrot0031',23,NULL,NULL);
INSERT INTO "links" VALUES('poplar3917.arrow0891','poplar3917.arrow0891',24,NULL,NULL);
INSERT INTO "links" VALUES('velvet0514.mountain5958','velvet0514.mountain5958',25,NULL,NULL);
INSERT INTO "links" VALUES('silver9354.mirror1262','silver9354.mirror1262',26,NULL,NULL);
INSERT INTO "links" VALUES('robin8108.saffron2511','robin8108.saffron2511',27,NULL,NULL);
INSERT INTO "links" VALUES('pocket0784.heron2829','pocket0784.heron2829',28,NULL,NULL);
INSERT INTO "links" VALUES('bison1112.mosaic8271','bison1112.mosaic8271',29,NULL,NULL);
INSERT INTO "links" VALUES('pillow8824.banner5894','pillow8824.banner5894',30,NULL,NULL);
INSERT INTO "links" VALUES('garden5197.silver1950','garden5197.silver1950',31,NULL,NULL);
INSERT INTO "links" VALUES('mint3253.acorn0475','mint3253.acorn0475',32,NULL,NULL);
INSERT INTO "links" VALUES('comet1765.island0885','comet1765.island0885',33,NULL,NULL);
INSERT INTO "links" VALUES('magnet3481.heron5399','magnet3481.heron5399',34,NULL,NULL);
INSERT INTO "links" VALUES('cotton3378.fossil1982','cotton3378.fossil1982',35,NULL,NULL);
INSERT INTO "links" VALUES('basil6445.kettle3143','basil6445.kettle3143',36,NULL,NULL);
INSERT INTO "links" VALUES('cactus3478.comet3694','cactus3478.comet3694',37,NULL,NULL);
INSERT INTO "links" VALUES('hammock2912.jasmine0460','hammock2912.jasmine0460',38,NULL,NULL);
INSERT INTO "links" VALUES('bison1679.panda6325','bison1679.panda6325',39,NULL,NULL);
INSERT INTO "links" VALUES('feather6723.ginger5528','feather6723.ginger5528',40,NULL,NULL);
INSERT INTO "links" VALUES('amber0910.apricot5339','amber0910.apricot5339',41,NULL,NULL);
INSERT INTO "links" VALUES('castle1942.robin9251','castle1942.robin9251',42,NULL,NULL);
INSERT INTO "links" VALUES('cabin8056.velvet1657','cabin8056.velvet1657',43,NULL,NULL);
INSERT INTO "links" VALUES('cotton3952.picnic5694','cotton3952.picnic5694',44,NULL,NULL);
INSERT INTO "links" VALUES('fox1890.eagle2034','fox1890.eagle2034',45,NULL,NULL);
INSERT INTO "links" VALUES('picnic1973.window0984','picnic1973.window0984',46,NULL,NULL);
INSERT INTO "links" VALUES('paper3480.meadow3076','paper3480.meadow3076',47,NULL,NULL);
INSERT INTO "links" VALUES('magnet6574.violet3770','magnet6574.violet3770',48,NULL,NULL);
INSERT INTO "links" VALUES('mirror4116.canyon1934','mirror4116.canyon1934',49,NULL,NULL);
INSERT INTO "links" VALUES('mirror5087.ocean2167','mirror5087.ocean2167',50,NULL,NULL);
INSERT INTO "links" VALUES('kitten7841.cedar0942','kitten7841.cedar0942',51,NULL,NULL);
INSERT INTO "links" VALUES('banner5521.nutmeg6351','banner5521.nutmeg6351',52,NULL,NULL);
INSERT INTO "links" VALUES('aspen8381.lizard6174','aspen8381.lizard6174',53,NULL,NULL);
INSERT INTO "links" VALUES('hammock8262.fountain0604','hammock8262.fountain0604',54,NULL,NULL);
INSERT INTO "links" VALUES('picnic4803.lagoon3957','picnic4803.lagoon3957',55,NULL,NULL);
INSERT INTO "links" VALUES('window1642.crane7930','window1642.crane7930',56,NULL,NULL);
INSERT INTO "links" VALUES('almond2448.marble3571','almond2448.marble3571',57,NULL,NULL);
INSERT INTO "links" VALUES('hammock7383.saddle3586','hammock7383.saddle3586',58,NULL,NULL);
INSERT INTO "links" VALUES('granite9752.silver0074','granite9752.silver0074',59,NULL,NULL);
INSERT INTO "links" VALUES('bonnet5545.pocket4966','bonnet5545.pocket4966',60,NULL,NULL);
INSERT INTO "links" VALUES('juniper5420.olive4341','juniper5420.olive4341',61,NULL,NULL);
INSERT INTO "links" VALUES('lilac8225.eagle5134','lilac8225.eagle5134',62,NULL,NULL);
INSERT INTO "links" VALUES('crane1098.clover3421','crane1098.clover3421',63,NULL,NULL);
INSERT INTO "links" VALUES('lemon8704.rabbit7317','lemon8704.rabbit7317',64,NULL,NULL);
INSERT INTO "links" VALUES('kitten9715.lotus8617','kitten9715.lotus8617',65,NULL,NULL);
INSERT INTO "links" VALUES('helmet3270.mango3169','helmet3270.mango3169',66,NULL,NULL);
INSERT INTO "links" VALUES('pillow2963.lizard8507','pillow2963.lizard8507',67,NULL,NULL);
INSERT INTO "links" VALUES('garden8216.magnet4834','garden8216.magnet4834',68,NULL,NULL);
INSERT INTO "links" VALUES('noor.room','noor.room',6,NULL,NULL);
INSERT INTO "links" VALUES('fountain9645.pebble5769','fountain9645.pebble5769',69,NULL,NULL);
CREATE TABLE meeting_changes (
	meeting_id INTEGER NOT NULL, 
	planned VARCHAR(16) NOT NULL, 
	starts VARCHAR(16), 
	minutes INTEGER NOT NULL, 
	topic TEXT NOT NULL, 
	CONSTRAINT pk_meeting_changes PRIMARY KEY (meeting_id, planned), 
	CONSTRAINT fk_meeting_changes_meeting_id FOREIGN KEY(meeting_id) REFERENCES meetings (id)
);
INSERT INTO "meeting_changes" VALUES(3,'2027-02-16T09:00','2027-02-16T12:00',30,'Numbers at noon');
INSERT INTO "meeting_changes" VALUES(3,'2027-02-23T09:00',NULL,30,'');
CREATE TABLE meetings (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	host_id INTEGER NOT NULL, 
	part_of INTEGER, 
	form VARCHAR(64) NOT NULL, 
	topic TEXT NOT NULL, 
	description TEXT NOT NULL, 
	starts VARCHAR(16) NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	minutes INTEGER NOT NULL, 
	rule VARCHAR(120) NOT NULL, 
	own_id INTEGER, 
	made_at DATETIME NOT NULL, 
	version INTEGER NOT NULL, 
	uid VARCHAR(64) NOT NULL, 
	file VARCHAR(32) NOT NULL, 
	open_file VARCHAR(32) NOT NULL, 
	current_at DATETIME, 
	current_ends_at DATETIME, 
	next_at DATETIME, 
	cancelled_at DATETIME, 
	CONSTRAINT pk_meetings PRIMARY KEY (id), 
	CONSTRAINT fk_meetings_account_id FOREIGN KEY(account_id) REFERENCES accounts (id), 
	CONSTRAINT fk_meetings_host_id FOREIGN KEY(host_id) REFERENCES people (id), 
	CONSTRAINT fk_meetings_own_id FOREIGN KEY(own_id) REFERENCES own_ids (id), 
	CONSTRAINT fk_meetings_part_of FOREIGN KEY(part_of) REFERENCES meetings (id), 
	CONSTRAINT uq_meetings_account_id UNIQUE (account_id, form), 
	CONSTRAINT uq_meetings_file UNIQUE (file), 
	CONSTRAINT uq_meetings_open_file UNIQUE (open_file), 
	CONSTRAINT uq_meetings_uid UNIQUE (uid)
);
INSERT INTO "meetings" VALUES(1,1,4,NULL,'13f25c55de21310217556a9e297dba12','Roof garden','','2027-02-07T15:00','Europe/Berlin',30,'',NULL,'2027-02-02 09:00:00.000000',1,'9589893c01911f2c310c6f4f426178fb@pmi-bot','89043d04ed83dc40e7b5782013dc33c7','eba6d37e3f7885d0b630d26f1d84107a','2027-02-07 14:00:00.000000','2027-02-07 14:30:00.000000','2027-02-07 14:00:00.000000',NULL);
INSERT INTO "meetings" VALUES(2,1,4,NULL,'a863d9a2eab92ed4bb6e88e0eaad4198','Budget round','','2027-02-08T10:00','Europe/Berlin',30,'',1,'2027-02-02 09:00:00.000000',0,'ab7f404fe87d618b1b29d1793c709ea2@pmi-bot','e05a21bc4ddf4bd2423f10702850eaef','c3dc4649e35a4e916646f997210fd4b4','2027-02-08 09:00:00.000000','2027-02-08 09:30:00.000000','2027-02-08 09:00:00.000000',NULL);
INSERT INTO "meetings" VALUES(3,1,4,NULL,'aa51dd2439b72fad076bd6c8b3a886b2','Weekly numbers','','2027-02-09T09:00','Europe/Berlin',30,'FREQ=WEEKLY',NULL,'2027-02-02 09:00:00.000000',3,'207090ac0e7e168daffb1e2577067891@pmi-bot','e5186f31392825459a974b1f18c9225d','356eb880472fa4488da311c373c047c4','2027-02-09 08:00:00.000000','2027-02-09 08:30:00.000000','2027-02-09 08:00:00.000000',NULL);
INSERT INTO "meetings" VALUES(4,1,4,NULL,'afa22c0a6006a84bed44a2aca89fc41f','Daily look','','2027-02-04T08:30','Europe/Berlin',30,'FREQ=DAILY',2,'2027-02-02 09:00:00.000000',0,'d3cae50d7e707dce36d9707e3afdd796@pmi-bot','b5e5959cd770f8745bc44351ddf51611','86db767adeccbe1226298d802b7a1c78','2027-02-04 07:30:00.000000','2027-02-04 08:00:00.000000','2027-02-04 07:30:00.000000',NULL);
INSERT INTO "meetings" VALUES(5,1,4,NULL,'700b4addfd050513bab3d289b919c137','Filler 0','','2027-02-22T11:00','Europe/Berlin',30,'',3,'2027-02-02 09:00:00.000000',0,'dd1d85c420a138ccdbf09ff81adbc934@pmi-bot','b3e01b58ddd149f92b2cded87525b4ff','cd5677cac3f7714e6052eba510a3ec05','2027-02-22 10:00:00.000000','2027-02-22 10:30:00.000000','2027-02-22 10:00:00.000000',NULL);
INSERT INTO "meetings" VALUES(6,1,4,NULL,'353004df9d0fec2541edf413ee613219','Filler 1','','2027-02-23T11:00','Europe/Berlin',30,'',4,'2027-02-02 09:00:00.000000',0,'bd449e347add379f1373bb01eab0d6db@pmi-bot','c486605c19708774eeafdef44e9937b6','770882797cb0326c670c90986e64a9d2','2027-02-23 10:00:00.000000','2027-02-23 10:30:00.000000','2027-02-23 10:00:00.000000',NULL);
INSERT INTO "meetings" VALUES(7,1,4,NULL,'a6227fad713f7b49c212133edf016632','Filler 2','','2027-02-24T11:00','Europe/Berlin',30,'',5,'2027-02-02 09:00:00.000000',0,'fec3c438a35dec0ea7d227e2e32834f5@pmi-bot','805f6c538c539004b60369f8e0f5bac8','ae95e3614b68596daf80d5d699e8b6c1','2027-02-24 10:00:00.000000','2027-02-24 10:30:00.000000','2027-02-24 10:00:00.000000',NULL);
INSERT INTO "meetings" VALUES(8,1,4,NULL,'4840f1a3beffa06e233e4188088a018a','Filler 3','','2027-02-25T11:00','Europe/Berlin',30,'',6,'2027-02-02 09:00:00.000000',0,'98d8370ad70917d56201adcfc43ad209@pmi-bot','0e803b778e95202a37e14a0e0ff22063','77bb998ce2757ad50d681b5f5bd848fd','2027-02-25 10:00:00.000000','2027-02-25 10:30:00.000000','2027-02-25 10:00:00.000000',NULL);
INSERT INTO "meetings" VALUES(9,1,6,NULL,'4106cecf17e4b38da6d963a4c2f0e9e6','Design review','','2027-02-05T15:00','Asia/Kolkata',30,'',NULL,'2027-02-02 09:00:00.000000',0,'ded526a84dfb0e68db143004f5d1865a@pmi-bot','dd80d70be5a6eb0ffa4f930a1dc90797','46c97c65553d77d9a96613073d622f92','2027-02-05 09:30:00.000000','2027-02-05 10:00:00.000000','2027-02-05 09:30:00.000000',NULL);
INSERT INTO "meetings" VALUES(10,1,5,NULL,'bcbdd6de24e6aa76ca6e6e2d2b6d2757','Nothing for others','','2027-02-06T15:00','America/Los_Angeles',30,'',7,'2027-02-02 09:00:00.000000',0,'da9366191a43207c2b4f54fb7b0b32da@pmi-bot','f5e5612e596bd88a4185918357cbed64','0e519efcb9b60dadc92f9f098906f28f','2027-02-06 23:00:00.000000','2027-02-06 23:30:00.000000','2027-02-06 23:00:00.000000',NULL);
INSERT INTO "meetings" VALUES(11,1,3,NULL,'cd2738c979f98d0ddb971838749cccf5','Board','','2027-02-11T16:00','America/New_York',30,'',NULL,'2027-02-02 09:00:00.000000',2,'afcebc9a6d2c9e44c14e19381e5348ee@pmi-bot','ae44235f694322329ebc5cb8acf36b3f','23515035dd15b679199a6263c49c6f32','2027-02-11 21:00:00.000000','2027-02-11 21:30:00.000000','2027-02-11 21:00:00.000000',NULL);
INSERT INTO "meetings" VALUES(12,1,69,NULL,'b3e8905cbf32ac50cead48cc2b2cd42e','Handing in','','2027-02-10T15:00','Europe/Paris',30,'',9,'2027-02-02 09:00:00.000000',0,'c05c1baa5de5e65bec42a795fcacd9bd@pmi-bot','98f74a157709eaaa46637dd21c570698','839695a975eddfe66fbe44a452e2eb7e','2027-02-10 14:00:00.000000','2027-02-10 14:30:00.000000','2027-02-10 14:00:00.000000',NULL);
INSERT INTO "meetings" VALUES(13,1,69,NULL,'267c2fef9b2af6d48b6b71f34325f85a','Choir','','2027-02-12T15:00','Europe/Paris',30,'FREQ=WEEKLY',10,'2027-02-02 09:00:00.000000',0,'040c615ef492bdb12c62eeaadce65500@pmi-bot','7a35b1ed6d4ba9503b4d60cf25caeb77','ad87542d1d8e818c726868d612b98e87','2027-02-12 14:00:00.000000','2027-02-12 14:30:00.000000','2027-02-12 14:00:00.000000',NULL);
INSERT INTO "meetings" VALUES(14,1,5,NULL,'e6fa9de8bed9852d23b9ad7e386b5ead','With Rex','','2027-02-15T15:00','America/Los_Angeles',30,'',11,'2027-02-02 09:00:00.000000',0,'29ad4d00de681ef0c196597181b67858@pmi-bot','b8c9f656c9cd914f56b8d44dd15ed4ac','f296c7e2a1cd8dbfbfbc3d74f67c67bc','2027-02-15 23:00:00.000000','2027-02-15 23:30:00.000000','2027-02-15 23:00:00.000000',NULL);
INSERT INTO "meetings" VALUES(15,1,5,NULL,'5971aeda76bde5fdf15d7c7bdde97533','Never to be','','2027-02-16T15:00','America/Los_Angeles',30,'',12,'2027-02-02 09:00:00.000000',1,'f4183358647d61789a9e7e5c9c7c5627@pmi-bot','59de519293693e392c41264a33721439','eaf0cac90cba6c92d98418b1b9e4975f',NULL,NULL,NULL,'2027-02-02 09:00:00.000000');
INSERT INTO "meetings" VALUES(16,1,27,NULL,'e194055c2dbe986df61be3de42658dbd','Crowd talk 14','','2027-02-17T15:00','Europe/Berlin',30,'',NULL,'2027-02-02 09:00:00.000000',0,'48f8198d94a72ecc348e38ae162a97a7@pmi-bot','74ac31d7d301f62f8eac97fd930c044e','5861bd3bc06a93f029a94dde1e3e9380','2027-02-17 14:00:00.000000','2027-02-17 14:30:00.000000','2027-02-17 14:00:00.000000',NULL);
INSERT INTO "meetings" VALUES(17,1,27,NULL,'74dd8f38aa427d9cddd73c71bb27188d','Crowd weekly 14','','2027-02-18T15:00','Europe/Berlin',30,'FREQ=WEEKLY',NULL,'2027-02-02 09:00:00.000000',0,'4ed6ebb2ca1f2f030fab4f89e036bba0@pmi-bot','72883757fc4edc330582c5ccbf599f38','9b33fe834dbc2009b406b7148d9c0121','2027-02-18 14:00:00.000000','2027-02-18 14:30:00.000000','2027-02-18 14:00:00.000000',NULL);
INSERT INTO "meetings" VALUES(18,1,43,NULL,'895698a15824b564fda3090888645a65','Crowd talk 30','','2027-02-17T15:00','Europe/Berlin',30,'',NULL,'2027-02-02 09:00:00.000000',0,'2629294dae13c01f7a99d588b5da0f47@pmi-bot','50e7eab63b64b4fba95b69ad84c1f535','1543bce5944b651c20ed279c91988c51','2027-02-17 14:00:00.000000','2027-02-17 14:30:00.000000','2027-02-17 14:00:00.000000',NULL);
INSERT INTO "meetings" VALUES(19,1,43,NULL,'8143d300a5979e0d82ba1165cf48f29f','Crowd weekly 30','','2027-02-18T15:00','Europe/Berlin',30,'FREQ=WEEKLY',NULL,'2027-02-02 09:00:00.000000',0,'d8802318f51dcb99d8b6da034e7f460b@pmi-bot','47f66a8a6b417436ba9f97e496c4d13a','9e8a77921e7f025cdcfbf0bb3eb36463','2027-02-18 14:00:00.000000','2027-02-18 14:30:00.000000','2027-02-18 14:00:00.000000',NULL);
INSERT INTO "meetings" VALUES(20,1,58,NULL,'f91e54156dc5882e4a2b6d0e39c7d806','Crowd talk 45','','2027-02-17T15:00','Europe/Berlin',30,'',NULL,'2027-02-02 09:00:00.000000',0,'3adcda3b0659964d9931dfd254e134a4@pmi-bot','d34f6a2f308ce760c4d3354cfb32a4ed','4dae1a654376315b536516efe093542f','2027-02-17 14:00:00.000000','2027-02-17 14:30:00.000000','2027-02-17 14:00:00.000000',NULL);
INSERT INTO "meetings" VALUES(21,1,58,NULL,'56270a9288b6de67462668278bfbdfd9','Crowd weekly 45','','2027-02-18T15:00','Europe/Berlin',30,'FREQ=WEEKLY',NULL,'2027-02-02 09:00:00.000000',0,'a1733063144350ede82f57bf7e6bc0ca@pmi-bot','5ed46494461ae3af710578d9c47405d1','c7884afa2623f318e122a075e386b66a','2027-02-18 14:00:00.000000','2027-02-18 14:30:00.000000','2027-02-18 14:00:00.000000',NULL);
INSERT INTO "meetings" VALUES(22,1,6,NULL,'865562fc4435053a945d831758f89628','Unclear','','2027-02-13T15:00','Asia/Kolkata',30,'',13,'2027-02-02 09:01:00.000000',0,'88d939f12f1c9be517ea7855ec2941ea@pmi-bot','57e3e546520e2be2a4313f53f9b09b8f','038938e1d0a8ffd598649eaf762dddd5','2027-02-13 09:30:00.000000','2027-02-13 10:00:00.000000','2027-02-13 09:30:00.000000',NULL);
INSERT INTO "meetings" VALUES(23,1,6,NULL,'462429c02a4e86f2f897c24f4c7ddab4','Waiting','','2027-02-14T15:00','Asia/Kolkata',30,'',14,'2027-02-02 09:01:00.000000',0,'d8d2666535cb48a6c56b943e7889f9c9@pmi-bot','2b939d625d9d4970bb3a8055bb02858e','b4c7b50da1e2c0ba5f6c6d7b91b52065','2027-02-14 09:30:00.000000','2027-02-14 10:00:00.000000','2027-02-14 09:30:00.000000',NULL);
CREATE TABLE numbers (
	number VARCHAR(11) NOT NULL, 
	person_id INTEGER NOT NULL, 
	ended_at DATETIME, 
	ended_by VARCHAR(16), 
	CONSTRAINT pk_numbers PRIMARY KEY (number), 
	CONSTRAINT fk_numbers_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);
INSERT INTO "numbers" VALUES('6551755946',1,NULL,NULL);
INSERT INTO "numbers" VALUES('5892752553',2,NULL,NULL);
INSERT INTO "numbers" VALUES('9360908968',3,'2027-02-02 09:00:00.000000','replaced');
INSERT INTO "numbers" VALUES('3397174014',4,'2026-03-01 09:00:00.000000','edited');
INSERT INTO "numbers" VALUES('8992385375',5,NULL,NULL);
INSERT INTO "numbers" VALUES('4489574170',6,NULL,NULL);
INSERT INTO "numbers" VALUES('5060478986',8,NULL,NULL);
INSERT INTO "numbers" VALUES('8333456712',4,'2026-03-31 09:00:00.000000','replaced');
INSERT INTO "numbers" VALUES('7431774395',4,'2027-02-02 09:00:00.000000','edited');
INSERT INTO "numbers" VALUES('2691385974',11,NULL,NULL);
INSERT INTO "numbers" VALUES('6073400449',12,NULL,NULL);
INSERT INTO "numbers" VALUES('2666404877',13,NULL,NULL);
INSERT INTO "numbers" VALUES('5918104705',14,NULL,NULL);
INSERT INTO "numbers" VALUES('6362398695',15,NULL,NULL);
INSERT INTO "numbers" VALUES('5155603599',16,NULL,NULL);
INSERT INTO "numbers" VALUES('3912503766',17,NULL,NULL);
INSERT INTO "numbers" VALUES('6596172073',18,NULL,NULL);
INSERT INTO "numbers" VALUES('6991253087',19,NULL,NULL);
INSERT INTO "numbers" VALUES('3246651112',20,NULL,NULL);
INSERT INTO "numbers" VALUES('5705459850',21,NULL,NULL);
INSERT INTO "numbers" VALUES('3603875822',22,NULL,NULL);
INSERT INTO "numbers" VALUES('8029497840',23,NULL,NULL);
INSERT INTO "numbers" VALUES('9458124216',24,NULL,NULL);
INSERT INTO "numbers" VALUES('8422184091',25,NULL,NULL);
INSERT INTO "numbers" VALUES('6495278636',26,NULL,NULL);
INSERT INTO "numbers" VALUES('5381231345',27,NULL,NULL);
INSERT INTO "numbers" VALUES('6257751189',28,NULL,NULL);
INSERT INTO "numbers" VALUES('9687742656',29,NULL,NULL);
INSERT INTO "numbers" VALUES('9350124912',30,NULL,NULL);
INSERT INTO "numbers" VALUES('7985352800',31,NULL,NULL);
INSERT INTO "numbers" VALUES('8697581529',32,NULL,NULL);
INSERT INTO "numbers" VALUES('2547863581',33,NULL,NULL);
INSERT INTO "numbers" VALUES('2935465394',34,NULL,NULL);
INSERT INTO "numbers" VALUES('7014897194',35,NULL,NULL);
INSERT INTO "numbers" VALUES('4745760130',36,NULL,NULL);
INSERT INTO "numbers" VALUES('9964607323',37,NULL,NULL);
INSERT INTO "numbers" VALUES('6750593943',38,NULL,NULL);
INSERT INTO "numbers" VALUES('6556715163',39,NULL,NULL);
INSERT INTO "numbers" VALUES('3976764791',40,NULL,NULL);
INSERT INTO "numbers" VALUES('2022551023',41,NULL,NULL);
INSERT INTO "numbers" VALUES('6910172645',42,NULL,NULL);
INSERT INTO "numbers" VALUES('8903886624',43,NULL,NULL);
INSERT INTO "numbers" VALUES('3297964283',44,NULL,NULL);
INSERT INTO "numbers" VALUES('3381358879',45,NULL,NULL);
INSERT INTO "numbers" VALUES('7750086376',46,NULL,NULL);
INSERT INTO "numbers" VALUES('6795390831',47,NULL,NULL);
INSERT INTO "numbers" VALUES('9236817402',48,NULL,NULL);
INSERT INTO "numbers" VALUES('6693985617',49,NULL,NULL);
INSERT INTO "numbers" VALUES('6200365924',50,NULL,NULL);
INSERT INTO "numbers" VALUES('2238638579',51,NULL,NULL);
INSERT INTO "numbers" VALUES('6595439390',52,NULL,NULL);
INSERT INTO "numbers" VALUES('3272538765',53,NULL,NULL);
INSERT INTO "numbers" VALUES('2108539600',54,NULL,NULL);
INSERT INTO "numbers" VALUES('6641102393',55,NULL,NULL);
INSERT INTO "numbers" VALUES('7728891735',56,NULL,NULL);
INSERT INTO "numbers" VALUES('9222167888',57,NULL,NULL);
INSERT INTO "numbers" VALUES('5533257135',58,NULL,NULL);
INSERT INTO "numbers" VALUES('3535094673',59,NULL,NULL);
INSERT INTO "numbers" VALUES('2644817253',60,NULL,NULL);
INSERT INTO "numbers" VALUES('6034231977',61,NULL,NULL);
INSERT INTO "numbers" VALUES('4614184461',62,NULL,NULL);
INSERT INTO "numbers" VALUES('7325657413',63,NULL,NULL);
INSERT INTO "numbers" VALUES('6944504780',64,NULL,NULL);
INSERT INTO "numbers" VALUES('9685345811',65,NULL,NULL);
INSERT INTO "numbers" VALUES('3747843018',66,NULL,NULL);
INSERT INTO "numbers" VALUES('2439103770',67,NULL,NULL);
INSERT INTO "numbers" VALUES('9523227466',68,NULL,NULL);
INSERT INTO "numbers" VALUES('42503307352',4,NULL,NULL);
INSERT INTO "numbers" VALUES('89977844845',4,NULL,NULL);
INSERT INTO "numbers" VALUES('73589605828',4,NULL,NULL);
INSERT INTO "numbers" VALUES('90747627204',4,NULL,NULL);
INSERT INTO "numbers" VALUES('21848513062',4,NULL,NULL);
INSERT INTO "numbers" VALUES('35596857016',4,NULL,NULL);
INSERT INTO "numbers" VALUES('78447595253',5,NULL,NULL);
INSERT INTO "numbers" VALUES('31751192628',5,'2027-02-02 09:00:00.000000','meeting_ended');
INSERT INTO "numbers" VALUES('3354817453',69,NULL,NULL);
INSERT INTO "numbers" VALUES('65086398776',69,NULL,NULL);
INSERT INTO "numbers" VALUES('76303321630',69,NULL,NULL);
INSERT INTO "numbers" VALUES('64174423330',5,NULL,NULL);
INSERT INTO "numbers" VALUES('25241139128',5,'2027-02-02 09:00:00.000000','meeting_ended');
INSERT INTO "numbers" VALUES('8443456712',4,NULL,NULL);
INSERT INTO "numbers" VALUES('3145890418',3,NULL,NULL);
INSERT INTO "numbers" VALUES('92270756349',6,NULL,NULL);
INSERT INTO "numbers" VALUES('61967788099',6,NULL,NULL);
INSERT INTO "numbers" VALUES('95413986499',5,NULL,NULL);
CREATE TABLE own_ids (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	number VARCHAR(11) NOT NULL, 
	passcode VARCHAR(10) NOT NULL, 
	token VARCHAR(64) NOT NULL, 
	instant BOOLEAN NOT NULL, 
	made_at DATETIME NOT NULL, 
	last_started_at DATETIME, 
	valid_until DATETIME NOT NULL, 
	ended_at DATETIME, 
	ended_by VARCHAR(16), 
	warned_at DATETIME, 
	CONSTRAINT pk_own_ids PRIMARY KEY (id), 
	CONSTRAINT fk_own_ids_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);
INSERT INTO "own_ids" VALUES(1,4,'42503307352','611899','8cf0a6edb909f4e4e8787dcb92b2370c',0,'2027-02-02 09:00:00.000000',NULL,'2027-03-10 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "own_ids" VALUES(2,4,'89977844845','096596','49996d1636763f8ef245a1717dbaf02f',0,'2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "own_ids" VALUES(3,4,'73589605828','378059','06b802638ea4b21a9fee5479b4c5f7c3',0,'2027-02-02 09:00:00.000000',NULL,'2027-03-24 10:00:00.000000',NULL,NULL,NULL);
INSERT INTO "own_ids" VALUES(4,4,'90747627204','787193','6a82d973b59ee8246fee3a346d3cb4d8',0,'2027-02-02 09:00:00.000000',NULL,'2027-03-25 10:00:00.000000',NULL,NULL,NULL);
INSERT INTO "own_ids" VALUES(5,4,'21848513062','537515','b82415b0e21d52683dbd90873727e22c',0,'2027-02-02 09:00:00.000000',NULL,'2027-03-26 10:00:00.000000',NULL,NULL,NULL);
INSERT INTO "own_ids" VALUES(6,4,'35596857016','942472','e94e87a71f9c7ea92310af149f46fd88',0,'2027-02-02 09:00:00.000000',NULL,'2027-03-27 10:00:00.000000',NULL,NULL,NULL);
INSERT INTO "own_ids" VALUES(7,5,'78447595253','974022','8df76d3b327cb1e15a8555aeaa941e60',0,'2027-02-02 09:00:00.000000',NULL,'2027-03-08 23:00:00.000000',NULL,NULL,NULL);
INSERT INTO "own_ids" VALUES(8,5,'31751192628','085653','bf580b9f8d9ee444ed7c9008b72b33ef',1,'2027-02-02 09:00:00.000000',NULL,'2027-02-03 09:00:00.000000','2027-02-02 09:00:00.000000','over',NULL);
INSERT INTO "own_ids" VALUES(9,69,'65086398776','291735','41a69c891f19fb6a4cf09324dddbbaf2',0,'2027-02-02 09:00:00.000000',NULL,'2027-03-12 14:00:00.000000',NULL,NULL,NULL);
INSERT INTO "own_ids" VALUES(10,69,'76303321630','486565','6093b19bb1454bd282633c8cc7608972',0,'2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "own_ids" VALUES(11,5,'64174423330','989228','5a6d5707cd3e59c782f63ee7084a1788',0,'2027-02-02 09:00:00.000000',NULL,'2027-03-17 23:00:00.000000',NULL,NULL,NULL);
INSERT INTO "own_ids" VALUES(12,5,'25241139128','717705','51d4e888ce66fc0eba7056f66088c70f',0,'2027-02-02 09:00:00.000000',NULL,'2027-03-18 23:00:00.000000','2027-02-02 09:00:00.000000','cancelled',NULL);
INSERT INTO "own_ids" VALUES(13,6,'92270756349','810092','e915d5cd720c9eede09d49040f767fd6',0,'2027-02-02 09:01:00.000000',NULL,'2027-03-15 09:30:00.000000',NULL,NULL,NULL);
INSERT INTO "own_ids" VALUES(14,6,'61967788099','495441','ae24cc33d87c4f03a7662216c18b2637',0,'2027-02-02 09:01:00.000000',NULL,'2027-03-16 09:30:00.000000',NULL,NULL,NULL);
INSERT INTO "own_ids" VALUES(15,5,'95413986499','876310','5d25ab7028e72af39ff44699e3c974ff',1,'2027-02-02 09:01:00.000000',NULL,'2027-02-03 09:01:00.000000',NULL,NULL,NULL);
CREATE TABLE paces (
	account_id INTEGER NOT NULL, 
	method VARCHAR(32) NOT NULL, 
	next_at DATETIME, 
	not_before DATETIME, 
	troubles INTEGER NOT NULL, 
	turn INTEGER NOT NULL, 
	stopped_because VARCHAR(120), 
	stopped_at DATETIME, 
	probe_at DATETIME, 
	CONSTRAINT pk_paces PRIMARY KEY (account_id, method), 
	CONSTRAINT fk_paces_account_id FOREIGN KEY(account_id) REFERENCES accounts (id)
);
INSERT INTO "paces" VALUES(1,'chat.postMessage','2024-12-31 23:59:59.814770','2025-01-01 00:00:01.533965',1,65,NULL,NULL,NULL);
CREATE TABLE people (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	slack_user VARCHAR(32) NOT NULL, 
	name TEXT NOT NULL, 
	zone VARCHAR(64) NOT NULL, 
	role VARCHAR(16) NOT NULL, 
	active BOOLEAN NOT NULL, 
	license VARCHAR(16) NOT NULL, 
	created_at DATETIME NOT NULL, 
	greeted_at DATETIME, unreachable_because VARCHAR(120), unreachable_at DATETIME, 
	CONSTRAINT pk_people PRIMARY KEY (id), 
	CONSTRAINT fk_people_account_id FOREIGN KEY(account_id) REFERENCES accounts (id), 
	CONSTRAINT uq_people_account_id UNIQUE (account_id, slack_user)
);
INSERT INTO "people" VALUES(1,1,'U0UMA','Uma','Europe/London','member',1,'licensed','2026-02-01 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(2,1,'U0ADA','Ada','Europe/Berlin','admin',1,'licensed','2026-03-01 09:00:00.000000','2026-03-01 09:00:00.000000',NULL,NULL);
INSERT INTO "people" VALUES(3,1,'U0ADAM','Adam','America/New_York','admin',1,'licensed','2026-03-01 09:00:00.000000','2026-03-01 09:00:00.000000',NULL,NULL);
INSERT INTO "people" VALUES(4,1,'U0MIA','Mia','Europe/Berlin','member',1,'licensed','2026-03-01 09:00:00.000000','2026-03-01 09:00:00.000000',NULL,NULL);
INSERT INTO "people" VALUES(5,1,'U0MAX','Max','America/Los_Angeles','member',1,'licensed','2026-03-01 09:00:00.000000','2026-03-01 09:00:00.000000',NULL,NULL);
INSERT INTO "people" VALUES(6,1,'U0NOOR','Noor','Asia/Kolkata','member',1,'licensed','2026-03-01 09:00:00.000000','2026-03-01 09:00:00.000000',NULL,NULL);
INSERT INTO "people" VALUES(7,1,'U0GUS','Gus','Europe/Paris','guest',1,'licensed','2026-03-01 09:00:00.000000','2026-03-01 09:00:00.000000',NULL,NULL);
INSERT INTO "people" VALUES(8,1,'U0OLIVIA','Olivia','Europe/London','primary_owner',1,'licensed','2026-03-01 09:00:00.000000','2026-03-01 09:00:00.000000',NULL,NULL);
INSERT INTO "people" VALUES(9,1,'U0SOL','Sol','Europe/Madrid','guest',1,'licensed','2026-03-01 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(10,1,'U0XENIA','Xenia','','external',1,'licensed','2026-03-01 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(11,1,'U0TARA','Tara','Europe/London','member',1,'licensed','2026-03-31 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(12,1,'U0REX','Rex','Europe/London','member',1,'licensed','2026-03-31 09:00:00.000000',NULL,'user_disabled','2027-02-02 09:00:00.000000');
INSERT INTO "people" VALUES(13,1,'U0C00','Crowd 00','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(14,1,'U0C01','Crowd 01','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(15,1,'U0C02','Crowd 02','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(16,1,'U0C03','Crowd 03','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(17,1,'U0C04','Crowd 04','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(18,1,'U0C05','Crowd 05','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(19,1,'U0C06','Crowd 06','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(20,1,'U0C07','Crowd 07','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(21,1,'U0C09','Crowd 09','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(22,1,'U0C08','Crowd 08','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(23,1,'U0C10','Crowd 10','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(24,1,'U0C11','Crowd 11','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(25,1,'U0C12','Crowd 12','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(26,1,'U0C13','Crowd 13','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(27,1,'U0C14','Crowd 14','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000','2027-02-02 09:00:00.000000',NULL,NULL);
INSERT INTO "people" VALUES(28,1,'U0C15','Crowd 15','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(29,1,'U0C17','Crowd 17','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(30,1,'U0C16','Crowd 16','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(31,1,'U0C18','Crowd 18','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(32,1,'U0C19','Crowd 19','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(33,1,'U0C20','Crowd 20','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(34,1,'U0C21','Crowd 21','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(35,1,'U0C24','Crowd 24','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(36,1,'U0C22','Crowd 22','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(37,1,'U0C23','Crowd 23','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(38,1,'U0C25','Crowd 25','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(39,1,'U0C27','Crowd 27','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(40,1,'U0C28','Crowd 28','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(41,1,'U0C29','Crowd 29','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(42,1,'U0C26','Crowd 26','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(43,1,'U0C30','Crowd 30','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000','2027-02-02 09:00:00.000000',NULL,NULL);
INSERT INTO "people" VALUES(44,1,'U0C31','Crowd 31','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(45,1,'U0C32','Crowd 32','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(46,1,'U0C33','Crowd 33','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(47,1,'U0C34','Crowd 34','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(48,1,'U0C35','Crowd 35','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(49,1,'U0C36','Crowd 36','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(50,1,'U0C37','Crowd 37','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(51,1,'U0C38','Crowd 38','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(52,1,'U0C40','Crowd 40','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(53,1,'U0C39','Crowd 39','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(54,1,'U0C41','Crowd 41','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(55,1,'U0C42','Crowd 42','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(56,1,'U0C46','Crowd 46','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(57,1,'U0C43','Crowd 43','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(58,1,'U0C45','Crowd 45','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000','2027-02-02 09:00:00.000000',NULL,NULL);
INSERT INTO "people" VALUES(59,1,'U0C47','Crowd 47','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(60,1,'U0C48','Crowd 48','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(61,1,'U0C44','Crowd 44','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(62,1,'U0C49','Crowd 49','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(63,1,'U0C50','Crowd 50','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(64,1,'U0C51','Crowd 51','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(65,1,'U0C52','Crowd 52','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(66,1,'U0C53','Crowd 53','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(67,1,'U0C54','Crowd 54','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(68,1,'U0C55','Crowd 55','Europe/Berlin','member',1,'licensed','2027-02-02 09:00:00.000000',NULL,NULL,NULL);
INSERT INTO "people" VALUES(69,1,'U0LEA','Lea','','member',0,'licensed','2027-02-02 09:00:00.000000','2027-02-02 09:00:00.000000',NULL,NULL);
CREATE TABLE reminders_off (
	person_id INTEGER NOT NULL, 
	since DATETIME NOT NULL, 
	CONSTRAINT pk_reminders_off PRIMARY KEY (person_id), 
	CONSTRAINT fk_reminders_off_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);
INSERT INTO "reminders_off" VALUES(6,'2027-02-02 09:00:00.000000');
CREATE TABLE renewal_meetings (
	renewal_id INTEGER NOT NULL, 
	meeting_id INTEGER NOT NULL, 
	"before" TEXT NOT NULL, 
	CONSTRAINT pk_renewal_meetings PRIMARY KEY (renewal_id, meeting_id), 
	CONSTRAINT fk_renewal_meetings_meeting_id FOREIGN KEY(meeting_id) REFERENCES meetings (id), 
	CONSTRAINT fk_renewal_meetings_renewal_id FOREIGN KEY(renewal_id) REFERENCES renewals (id)
);
INSERT INTO "renewal_meetings" VALUES(1,3,'{"cancelled": false, "host": 4, "key": "55d6690aab17a1bb", "minutes": 30, "moved": {}, "number": "7431774395", "rule": "FREQ=WEEKLY", "start": "2027-02-09T09:00", "zone": "Europe/Berlin"}');
INSERT INTO "renewal_meetings" VALUES(2,1,'{"cancelled": false, "host": 4, "key": "55d6690aab17a1bb", "minutes": 30, "moved": {}, "number": "7431774395", "rule": "", "start": "2027-02-07T15:00", "zone": "Europe/Berlin"}');
INSERT INTO "renewal_meetings" VALUES(2,3,'{"cancelled": false, "host": 4, "key": "55d6690aab17a1bb", "minutes": 30, "moved": {"2027-02-16T09:00": "2027-02-16T12:00/30", "2027-02-23T09:00": ""}, "number": "7431774395", "rule": "FREQ=WEEKLY", "start": "2027-02-09T09:00", "zone": "Europe/Berlin"}');
INSERT INTO "renewal_meetings" VALUES(3,11,'{"cancelled": false, "host": 3, "key": "61861184dc6bafd2", "minutes": 30, "moved": {}, "number": "9360908968", "rule": "", "start": "2027-02-11T15:00", "zone": "America/New_York"}');
CREATE TABLE renewals (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	host_id INTEGER NOT NULL, 
	opened_at DATETIME NOT NULL, 
	pressed_at DATETIME, 
	channel VARCHAR(32) NOT NULL, 
	ts VARCHAR(32) NOT NULL, 
	outdated_at DATETIME, 
	CONSTRAINT pk_renewals PRIMARY KEY (id), 
	CONSTRAINT fk_renewals_account_id FOREIGN KEY(account_id) REFERENCES accounts (id), 
	CONSTRAINT fk_renewals_host_id FOREIGN KEY(host_id) REFERENCES people (id)
);
INSERT INTO "renewals" VALUES(1,1,4,'2027-02-02 09:00:00.000000','2027-02-02 09:00:00.000000','D1IZ1VQZM6','1801558800.000196',NULL);
INSERT INTO "renewals" VALUES(2,1,4,'2027-02-02 09:00:00.000000',NULL,'D1IZ1VQZM6','1801558800.000316',NULL);
INSERT INTO "renewals" VALUES(3,1,3,'2027-02-02 09:00:00.000000',NULL,'D1IZ1VQZLY','1801558800.000320','2027-02-02 09:01:00.000000');
CREATE TABLE requests (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	account_id INTEGER NOT NULL, 
	scope VARCHAR(240) NOT NULL, 
	topic VARCHAR(32) NOT NULL, 
	change TEXT NOT NULL, 
	base TEXT NOT NULL, 
	group_name VARCHAR(60) NOT NULL, 
	asked_by VARCHAR(32) NOT NULL, 
	person_id INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	asked_people INTEGER NOT NULL, 
	asked_meetings INTEGER NOT NULL, 
	people INTEGER NOT NULL, 
	meetings INTEGER NOT NULL, 
	asked_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	state VARCHAR(12) NOT NULL, 
	decided_by VARCHAR(32) NOT NULL, 
	decided_at DATETIME, 
	answer TEXT NOT NULL, 
	nudged_at DATETIME, 
	reminded_at DATETIME, 
	posts INTEGER NOT NULL, 
	channel VARCHAR(32) NOT NULL, 
	ts VARCHAR(32) NOT NULL, 
	trouble VARCHAR(120) NOT NULL, 
	version INTEGER NOT NULL, 
	shown INTEGER NOT NULL, 
	CONSTRAINT fk_requests_account_id FOREIGN KEY(account_id) REFERENCES accounts (id), 
	CONSTRAINT fk_requests_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);
INSERT INTO "requests" VALUES(1,1,'group 1','passcode_in_link','{"kind": "setting", "group": 1, "setting": "passcode_in_link", "stand": [false, true]}','{"stand": [null, false]}','Sales','U0ADA',2,'Links of Sales were passed on.',2,0,2,0,'2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','approved','U0ADAM','2027-02-02 09:00:00.000000','',NULL,NULL,1,'C0APPROVALS','1801558800.000143','',2,2);
INSERT INTO "requests" VALUES(2,1,'account','pmi_enabled','{"kind": "setting", "group": null, "setting": "pmi_enabled", "stand": [false, true]}','{"stand": [null, false]}','','U0OLIVIA',8,'One number for all is too easy.',64,0,64,0,'2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','rejected','U0ADAM','2027-02-02 09:00:00.000000','Not before the fair.',NULL,NULL,1,'C0APPROVALS','1801558800.000149','',2,2);
INSERT INTO "requests" VALUES(3,1,'account','pmi_enabled','{"kind": "setting", "group": null, "setting": "pmi_enabled", "stand": [false, true]}','{"stand": [null, false]}','','U0ADA',2,'Perhaps.',64,0,64,0,'2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','withdrawn','U0ADA','2027-02-02 09:00:00.000000','',NULL,NULL,1,'C0APPROVALS','1801558800.000155','',2,2);
INSERT INTO "requests" VALUES(4,1,'account','pmi_self_service','{"kind": "setting", "group": null, "setting": "pmi_self_service", "stand": [null, true]}','{"stand": [null, false]}','','U0ADA',2,'Everybody alike.',0,0,0,0,'2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','approved','U0OLIVIA','2027-02-02 09:00:00.000000','',NULL,NULL,1,'C0APPROVALS','1801558800.000160','',2,2);
INSERT INTO "requests" VALUES(5,1,'group 18','pmi_enabled','{"kind": "setting", "group": 18, "setting": "pmi_enabled", "stand": [false, true]}','{"stand": [null, false]}','Team 15','U0ADA',2,'One team tries it.',1,2,1,2,'2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','approved','U0ADAM','2027-02-02 09:00:00.000000','',NULL,NULL,1,'C0APPROVALS','1801558800.000254','',2,2);
INSERT INTO "requests" VALUES(6,1,'group 4','passcode_in_link','{"kind": "setting", "group": 4, "setting": "passcode_in_link", "stand": [false, true]}','{"stand": [null, false]}','Team 01','U0OLIVIA',8,'Reason 0.',1,0,1,0,'2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','pending','',NULL,'',NULL,NULL,1,'C0APPROVALS','1801558800.000299','',1,1);
INSERT INTO "requests" VALUES(7,1,'group 5','passcode_in_link','{"kind": "setting", "group": 5, "setting": "passcode_in_link", "stand": [false, true]}','{"stand": [null, false]}','Team 02','U0ADA',2,'Reason 1.',1,0,1,0,'2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','pending','',NULL,'',NULL,NULL,1,'C0APPROVALS','1801558800.000300','',1,1);
INSERT INTO "requests" VALUES(8,1,'group 6','passcode_in_link','{"kind": "setting", "group": 6, "setting": "passcode_in_link", "stand": [false, true]}','{"stand": [null, false]}','Team 03','U0OLIVIA',8,'Reason 2.',1,0,1,0,'2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','pending','',NULL,'',NULL,NULL,1,'C0APPROVALS','1801558800.000301','',1,1);
INSERT INTO "requests" VALUES(9,1,'group 7','passcode_in_link','{"kind": "setting", "group": 7, "setting": "passcode_in_link", "stand": [false, true]}','{"stand": [null, false]}','Team 04','U0ADA',2,'Reason 3.',1,0,1,0,'2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','pending','',NULL,'',NULL,NULL,1,'C0APPROVALS','1801558800.000302','',1,1);
INSERT INTO "requests" VALUES(10,1,'group 8','passcode_in_link','{"kind": "setting", "group": 8, "setting": "passcode_in_link", "stand": [false, true]}','{"stand": [null, false]}','Team 05','U0OLIVIA',8,'Reason 4.',1,0,1,0,'2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','pending','',NULL,'',NULL,NULL,1,'C0APPROVALS','1801558800.000303','',1,1);
INSERT INTO "requests" VALUES(11,1,'group 9','passcode_in_link','{"kind": "setting", "group": 9, "setting": "passcode_in_link", "stand": [false, true]}','{"stand": [null, false]}','Team 06','U0ADA',2,'Reason 5.',1,0,1,0,'2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','pending','',NULL,'',NULL,NULL,1,'C0APPROVALS','1801558800.000304','',1,1);
INSERT INTO "requests" VALUES(12,1,'group 10','passcode_in_link','{"kind": "setting", "group": 10, "setting": "passcode_in_link", "stand": [false, true]}','{"stand": [null, false]}','Team 07','U0OLIVIA',8,'Reason 6.',1,0,1,0,'2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','pending','',NULL,'',NULL,NULL,1,'C0APPROVALS','1801558800.000305','',1,1);
INSERT INTO "requests" VALUES(13,1,'group 11','passcode_in_link','{"kind": "setting", "group": 11, "setting": "passcode_in_link", "stand": [false, true]}','{"stand": [null, false]}','Team 08','U0ADA',2,'Reason 7.',1,0,1,0,'2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','pending','',NULL,'',NULL,NULL,1,'C0APPROVALS','1801558800.000306','',1,1);
INSERT INTO "requests" VALUES(14,1,'group 12','passcode_in_link','{"kind": "setting", "group": 12, "setting": "passcode_in_link", "stand": [false, true]}','{"stand": [null, false]}','Team 09','U0OLIVIA',8,'Reason 8.',1,0,1,0,'2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','pending','',NULL,'',NULL,NULL,1,'C0APPROVALS','1801558800.000307','',1,1);
INSERT INTO "requests" VALUES(15,1,'group 13','passcode_in_link','{"kind": "setting", "group": 13, "setting": "passcode_in_link", "stand": [false, true]}','{"stand": [null, false]}','Team 10','U0ADA',2,'Reason 9.',1,0,1,0,'2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','pending','',NULL,'',NULL,NULL,1,'C0APPROVALS','1801558800.000308','',1,1);
INSERT INTO "requests" VALUES(16,1,'group 14','passcode_in_link','{"kind": "setting", "group": 14, "setting": "passcode_in_link", "stand": [false, true]}','{"stand": [null, false]}','Team 11','U0OLIVIA',8,'Reason 10.',1,0,1,0,'2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','pending','',NULL,'',NULL,NULL,1,'C0APPROVALS','1801558800.000309','',1,1);
INSERT INTO "requests" VALUES(17,1,'account','passcode_in_link','{"kind": "setting", "group": null, "setting": "passcode_in_link", "stand": [false, true]}','{"stand": [null, false]}','','U0ADA',2,'Links travel too far.',61,0,61,0,'2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','pending','',NULL,'',NULL,NULL,1,'C0APPROVALS','1801558800.000310','',1,1);
INSERT INTO "requests" VALUES(18,1,'group 3','pmi_enabled','{"kind": "setting", "group": 3, "setting": "pmi_enabled", "stand": [false, true]}','{"stand": [null, false]}','Everybody','U0ADA',2,'They share rooms.',55,4,55,4,'2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','pending','',NULL,'',NULL,NULL,1,'C0APPROVALS','1801558800.000311','',1,1);
INSERT INTO "requests" VALUES(19,1,'group 15','passcode_in_link','{"kind": "setting", "group": 15, "setting": "passcode_in_link", "stand": [false, true]}','{"stand": [null, false]}','Team 12','U0ADA',2,'Nobody hears it.',1,0,1,0,'2027-02-02 09:00:00.000000','2027-02-09 09:00:00.000000','pending','',NULL,'',NULL,NULL,1,'','','channel_not_found',1,1);
INSERT INTO "requests" VALUES(20,1,'group 24','pmi_enabled','{"kind": "setting", "group": 24, "setting": "pmi_enabled", "stand": [false, true]}','{"stand": [null, false]}','Last team','U0OLIVIA',8,'Now it is.',1,2,1,2,'2027-02-02 09:01:00.000000','2027-02-09 09:01:00.000000','approved','U0ADAM','2027-02-02 09:01:00.000000','',NULL,NULL,1,'','','',2,1);
CREATE TABLE rooms (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	number VARCHAR(10) NOT NULL, 
	passcode VARCHAR(10) NOT NULL, 
	token VARCHAR(64) NOT NULL, 
	assigned_at DATETIME NOT NULL, 
	last_used_at DATETIME, 
	valid_until DATETIME NOT NULL, 
	suspended_at DATETIME, 
	warned_at DATETIME, 
	ended_at DATETIME, 
	ended_by VARCHAR(16), reminded_days SMALLINT DEFAULT '9999' NOT NULL, 
	CONSTRAINT pk_rooms PRIMARY KEY (id), 
	CONSTRAINT fk_rooms_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);
INSERT INTO "rooms" VALUES(1,1,'6551755946','090431','ff6cb7e02eed08d84cbd381846b5f974','2026-02-01 09:00:00.000000',NULL,'2027-02-01 09:00:00.000000',NULL,NULL,NULL,NULL,0);
INSERT INTO "rooms" VALUES(2,2,'5892752553','877031','ec0c6ad2bfc872311a704e882afe6a73','2026-03-01 09:00:00.000000','2027-02-02 09:00:00.000000','2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(3,3,'9360908968','208142','34450e60bf4b7efaa86a36fd519cdda1','2026-03-01 09:00:00.000000',NULL,'2027-03-01 09:00:00.000000',NULL,NULL,'2027-02-02 09:00:00.000000','replaced',30);
INSERT INTO "rooms" VALUES(4,4,'3397174014','778498','1bae168c19b1c897ff8e1e806aad744c','2026-03-01 09:00:00.000000',NULL,'2027-03-01 09:00:00.000000',NULL,NULL,'2026-03-01 09:00:00.000000','edited',9999);
INSERT INTO "rooms" VALUES(5,5,'8992385375','Kx7wq9ab','811edee1132b1994f8f1ce34790c38f2','2026-03-01 09:00:00.000000',NULL,'2027-03-01 09:00:00.000000',NULL,NULL,NULL,NULL,30);
INSERT INTO "rooms" VALUES(6,6,'4489574170','267116','bdf26d463f1e03f2698fc04318fa9bbf','2026-03-01 09:00:00.000000',NULL,'2027-03-01 09:00:00.000000',NULL,'2027-02-02 09:00:00.000000',NULL,NULL,30);
INSERT INTO "rooms" VALUES(7,8,'5060478986','585276','9fbaf00d4bdcdef3e72768453d990ee9','2026-03-01 09:00:00.000000',NULL,'2027-03-01 09:00:00.000000',NULL,NULL,NULL,NULL,30);
INSERT INTO "rooms" VALUES(8,4,'8333456712','894992','61843f0e021cb8eea40b51f4d59b7ebb','2026-03-01 09:00:00.000000',NULL,'2027-03-01 09:00:00.000000',NULL,NULL,'2026-03-31 09:00:00.000000','replaced',9999);
INSERT INTO "rooms" VALUES(9,4,'7431774395','641205','58ce1b66472b2f770bed69e24612bf81','2026-03-31 09:00:00.000000','2026-03-31 09:00:00.000000','2027-03-31 09:00:00.000000',NULL,NULL,'2027-02-02 09:00:00.000000','edited',9999);
INSERT INTO "rooms" VALUES(10,11,'2691385974','040486','14264f11aa2f77f90357226785ceaee0','2026-03-31 09:00:00.000000',NULL,'2027-03-31 09:00:00.000000','2027-02-02 09:00:00.000000',NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(11,12,'6073400449','956144','294e0b4c7dd1002df2b3a14ffa6d3327','2026-03-31 09:00:00.000000',NULL,'2027-03-31 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(12,13,'2666404877','714509','3d152118b8ba32da03e3b69631852203','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(13,14,'5918104705','340990','289e62ad85f472e7134925726f72e585','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(14,15,'6362398695','085102','1565c4cf2fc7e09e741dab4b07257e19','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(15,16,'5155603599','175930','359b320da115ec8ba9835368fefa7149','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(16,17,'3912503766','457333','9effb44ce2bd106ac49e78c302705bd3','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(17,18,'6596172073','378019','9c4afdc966b3ad3918cab6a9b322db6a','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(18,19,'6991253087','868338','82682740736d29cd1230f4879ad1e211','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(19,20,'3246651112','668475','ebd5bd5672af03d8e317c6f26ac4e206','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(20,21,'5705459850','279318','7beb3bfbdab056042d57e5a77d0abe6a','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(21,22,'3603875822','935659','10db34b72e28479bce6b34d126bbc4a5','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(22,23,'8029497840','972707','a92a05e5622cfbb949c4349af994307c','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(23,24,'9458124216','158392','914cb0251e72d95ad3feb7eff7ac9aed','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(24,25,'8422184091','245022','b56d3f122eec8b130d7c8352d2bdc4c3','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(25,26,'6495278636','948601','bfb3f9770c85e3cf88a0847954ee61e1','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(26,27,'5381231345','812098','423b93ceae013dfdbf0e92ce1f8ab243','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(27,28,'6257751189','476442','6df97b91890da6f6829d02985eba9f12','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(28,29,'9687742656','210357','e50e1a64343c94c55d4bc08f00b5889f','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(29,30,'9350124912','065129','9310c653de136363561c438261b302ab','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(30,31,'7985352800','853935','d0086d27ea65ca9cdf014e7319685205','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(31,32,'8697581529','962763','bc3b29b8fab988fab96d902a7d74359c','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(32,33,'2547863581','596389','bc5a2611cae898e691a5cd2f8a6393a9','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(33,34,'2935465394','208725','5efcd5443f80f7050234a1c4234d4df4','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(34,35,'7014897194','507768','1b5ac66070459e114564d0eec4d5984f','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(35,36,'4745760130','433362','a06dea05eaf4bb2dd6440e150b60ca49','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(36,37,'9964607323','548320','6c2769a830dbdd773dd09ea77788ee0e','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(37,38,'6750593943','675304','ba35dad9f5ff568b19a2e217e9a4690f','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(38,39,'6556715163','037858','c1bd447f318f764a06ccdb532fbcbfd6','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(39,40,'3976764791','133545','c5a424c2b9c5c13fcfbdb73454a0cc19','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(40,41,'2022551023','258203','3d573f17adba5a1e4d83a6383d36687a','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(41,42,'6910172645','262229','0d1ae14ea6fc70c0480c205134d88ccb','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(42,43,'8903886624','459013','ca5230644a6cce43346ade0e850229d6','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(43,44,'3297964283','938664','9b535d5e38d02f1e03decb917f69b60f','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(44,45,'3381358879','971050','77eea56750642260ec518e73092a6298','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(45,46,'7750086376','296297','763caaed3a932d6d880935fdab1ba5a1','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(46,47,'6795390831','950370','c44d2c8151303bbe64b5d9b5f30d7952','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(47,48,'9236817402','566883','8e330fbd0e24e851083200976d99ae34','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(48,49,'6693985617','380712','1cfc1dd45fbeb81fede498c47757eedd','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(49,50,'6200365924','618836','97c56059d59c90f3fcc2bf77efc1e36d','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(50,51,'2238638579','084602','747d0564e64250808400de27af4f6014','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(51,52,'6595439390','824091','96ddc06f01edc3b19b3673a4765ca57f','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(52,53,'3272538765','440760','030de4de71985d9f8a82d2d70bef464d','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(53,54,'2108539600','997167','dfd522628c98d8cd21b27e4babe5c969','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(54,55,'6641102393','028439','3c879b68eb2a1e135efddbfadc901711','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(55,56,'7728891735','740442','4d6d50e5e9ef4930e7dc219539ece3d2','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(56,57,'9222167888','539249','64dd6d5b874acf45f12db1e43d988939','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(57,58,'5533257135','269742','b239ec7b087f88e3f1d048c349ac1658','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(58,59,'3535094673','756737','b0f535eaffbd81dfa743daba85c8d5f7','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(59,60,'2644817253','932972','6637556b2480168f40ee2fafee09f71c','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(60,61,'6034231977','546854','922893b15598788142a1902e42a07035','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(61,62,'4614184461','405980','ce19e4a85bf100a1e708d796640eb900','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(62,63,'7325657413','064434','8e8d5eda204ec9438fa19803647cf6ba','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(63,64,'6944504780','804780','9d620de6e6dcbfb90577665e01f800c8','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(64,65,'9685345811','452557','cc9ed52da50d78b8b74af6c0d11e1a95','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(65,66,'3747843018','561545','370409aa5bbddbc5593ab9d6570c0a74','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(66,67,'2439103770','879024','61f90126f9d4e10637d5447b87c63e9c','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(67,68,'9523227466','501999','d9dbe5bb8de670fc25f8d1494f341166','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(68,69,'3354817453','031128','79b61a7e01c599ef4037be674ab96377','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(69,4,'8443456712','641205','9c356c8e5ecc88522028f538a9343eee','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
INSERT INTO "rooms" VALUES(70,3,'3145890418','145341','87164d45618b5da1663c4a8e0f73374c','2027-02-02 09:00:00.000000',NULL,'2028-02-02 09:00:00.000000',NULL,NULL,NULL,NULL,9999);
CREATE TABLE secrets (
	name VARCHAR(32) NOT NULL, 
	value VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_secrets PRIMARY KEY (name)
);
INSERT INTO "secrets" VALUES('gateway','6ab7e219720a68abb1416ae2b7d55e334e8c4ef683347968f761731f79fd3330');
CREATE TABLE "sessions" (
	id INTEGER NOT NULL, 
	room_id INTEGER, 
	topic TEXT NOT NULL, 
	place VARCHAR(64) NOT NULL, 
	token VARCHAR(64) NOT NULL, 
	started_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	own_id INTEGER, 
	CONSTRAINT pk_sessions PRIMARY KEY (id), 
	CONSTRAINT fk_sessions_room_id FOREIGN KEY(room_id) REFERENCES rooms (id), 
	CONSTRAINT fk_sessions_own_id FOREIGN KEY(own_id) REFERENCES own_ids (id), 
	CONSTRAINT ck_sessions_of_one CHECK ((room_id IS NULL) <> (own_id IS NULL))
);
INSERT INTO "sessions" VALUES(1,9,'','Hg71Wmd4ltzBzor9EI_YocqQ','c331ec7290a8515121a397608b815187','2026-03-31 09:00:00.000000','2026-03-31 09:00:00.000000',NULL);
INSERT INTO "sessions" VALUES(2,NULL,'Coffee','9P2dN1UUNBKVT9skj034CTUD','f978ea17ba928d2d306b435de5b16b36','2027-02-02 09:00:00.000000','2027-02-02 09:00:00.000000',8);
INSERT INTO "sessions" VALUES(3,2,'Stand-up','579-m8uNErpTQu0bRNd3x2Jf','9dbbde1bc79e1dd393096295ff3cc9b6','2027-02-02 09:00:00.000000','2027-02-02 09:00:00.000000',NULL);
INSERT INTO "sessions" VALUES(4,2,'Planning','HquKV7gAM_MYWYdw2AZ1Q7Y4','cb7d6e3dd389e5718f2c39176c4789af','2027-02-02 09:00:00.000000',NULL,NULL);
INSERT INTO "sessions" VALUES(5,NULL,'Long talk','WYADGITJoTCzHZOypO9wrGqm','5f6117dbd8b20e8f58a7da26590c7cd7','2027-02-02 09:01:00.000000',NULL,15);
CREATE TABLE taken_events (
	team VARCHAR(32) NOT NULL, 
	event VARCHAR(64) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_taken_events PRIMARY KEY (team, event)
);
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZV4','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZV5','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZV6','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZV7','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZV8','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZV9','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZVA','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZVB','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZVD','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZVC','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZVE','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZVF','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZVG','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZVH','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZVI','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZVJ','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZVL','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZVK','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZVM','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZVN','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZVO','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZVP','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZVS','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZVQ','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZVR','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZVT','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZVV','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZVW','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZVX','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZVU','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZVY','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZVZ','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZW0','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZW1','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZW2','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZW3','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZW4','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZW5','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZW6','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZW8','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZW7','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZW9','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZWA','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZWE','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZWB','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZWD','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZWF','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZWG','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZWC','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZWH','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZWI','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZWJ','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZWK','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZWL','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZWM','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VQZWN','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VR3PU','2027-02-02 09:00:00.000000');
INSERT INTO "taken_events" VALUES('T0SANDBOX','Ev1IZ1VR3VD','2027-02-02 09:00:00.000000');
CREATE TABLE wrong_passcodes (
	id INTEGER NOT NULL, 
	door VARCHAR(44) NOT NULL, 
	address VARCHAR(64) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_wrong_passcodes PRIMARY KEY (id)
);
INSERT INTO "wrong_passcodes" VALUES(1,'j:4489574170','4a278371fae1a148a17a3f5ae4d51513944933c1ffcebbfa7f5ad477b0008782','2027-02-02 09:00:00.000000');
INSERT INTO "wrong_passcodes" VALUES(2,'j:4489574170','4a278371fae1a148a17a3f5ae4d51513944933c1ffcebbfa7f5ad477b0008782','2027-02-02 09:00:00.000000');
INSERT INTO "wrong_passcodes" VALUES(3,'j:4489574170','4a278371fae1a148a17a3f5ae4d51513944933c1ffcebbfa7f5ad477b0008782','2027-02-02 09:00:00.000000');
INSERT INTO "wrong_passcodes" VALUES(4,'j:4489574170','4a278371fae1a148a17a3f5ae4d51513944933c1ffcebbfa7f5ad477b0008782','2027-02-02 09:00:00.000000');
INSERT INTO "wrong_passcodes" VALUES(5,'j:4489574170','4a278371fae1a148a17a3f5ae4d51513944933c1ffcebbfa7f5ad477b0008782','2027-02-02 09:00:00.000000');
CREATE INDEX ix_taken_events_at ON taken_events (at);
CREATE INDEX ix_wrong_passcodes_address ON wrong_passcodes (address, at);
CREATE INDEX ix_wrong_passcodes_at ON wrong_passcodes (at);
CREATE INDEX ix_wrong_passcodes_door ON wrong_passcodes (door, at);
CREATE INDEX ix_rooms_number ON rooms (number);
CREATE INDEX ix_rooms_person ON rooms (person_id);
CREATE UNIQUE INDEX ux_rooms_current ON rooms (person_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX ux_links_current ON links (person_id) WHERE released_at IS NULL;
CREATE INDEX ix_cards_open ON cards (session_id) WHERE closed_at IS NULL;
CREATE INDEX ix_deliveries_deadline ON deliveries (deadline_at) WHERE state = 'pending';
CREATE INDEX ix_deliveries_sending ON deliveries (claimed_until) WHERE state = 'sending';
CREATE INDEX ix_deliveries_failed ON deliveries (settled_at) WHERE state IN ('failed', 'unknown');
CREATE INDEX ix_deliveries_settled ON deliveries (settled_at) WHERE settled_at IS NOT NULL;
CREATE INDEX ix_rooms_reminders ON rooms (reminded_days, valid_until) WHERE ended_at IS NULL;
CREATE INDEX ix_group_admins_person ON group_admins (person_id, group_id);
CREATE INDEX ix_group_members_person ON group_members (person_id, group_id);
CREATE INDEX ix_requests_account ON requests (account_id, id);
CREATE INDEX ix_requests_expiry ON requests (expires_at) WHERE state = 'pending';
CREATE INDEX ix_requests_outdated ON requests (id) WHERE shown < version;
CREATE UNIQUE INDEX ux_requests_pending ON requests (account_id, scope, topic) WHERE state = 'pending';
CREATE INDEX ix_audit_account ON audit (account_id, id);
CREATE INDEX ix_audit_actor ON audit (account_id, actor, id);
CREATE INDEX ix_audit_person ON audit (account_id, person_id, id);
CREATE INDEX ix_audit_setting ON audit (account_id, setting, id);
CREATE TRIGGER audit_is_kept_from_updates BEFORE UPDATE ON audit  BEGIN SELECT RAISE(ABORT, 'audit entries are only ever added'); END;
CREATE TRIGGER audit_is_kept_from_deletes BEFORE DELETE ON audit  BEGIN SELECT RAISE(ABORT, 'audit entries are only ever added'); END;
CREATE TRIGGER audit_is_kept_from_replaces BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'audit entries are only ever added'); END;
CREATE INDEX ix_own_ids_number ON own_ids (number);
CREATE INDEX ix_own_ids_person ON own_ids (person_id) WHERE ended_at IS NULL;
CREATE INDEX ix_own_ids_validity ON own_ids (valid_until) WHERE ended_at IS NULL;
CREATE INDEX ix_meetings_ending ON meetings (current_ends_at) WHERE current_at IS NOT NULL;
CREATE INDEX ix_meetings_host ON meetings (host_id, current_at) WHERE current_at IS NOT NULL;
CREATE INDEX ix_meetings_next ON meetings (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX ix_meetings_on_pmi ON meetings (host_id) WHERE own_id IS NULL AND current_at IS NOT NULL;
CREATE INDEX ix_meetings_own ON meetings (own_id);
CREATE INDEX ix_meetings_part ON meetings (part_of);
CREATE INDEX ix_invitees_person ON invitees (person_id);
CREATE INDEX ix_invitation_posts_wanted ON invitation_posts (id) WHERE wanted_at IS NOT NULL;
CREATE INDEX ix_renewals_outdated ON renewals (id) WHERE outdated_at IS NOT NULL;
CREATE UNIQUE INDEX ux_renewals_open ON renewals (host_id) WHERE pressed_at IS NULL;
CREATE INDEX ix_renewal_meetings_meeting ON renewal_meetings (meeting_id);
CREATE INDEX ix_sessions_room ON sessions (room_id, started_at);
CREATE INDEX ix_sessions_own ON sessions (own_id, started_at);
CREATE INDEX ix_sessions_open_since ON sessions (started_at) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX ux_sessions_open ON sessions (room_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX ux_sessions_own_open ON sessions (own_id) WHERE ended_at IS NULL;
CREATE INDEX ix_deliveries_due ON deliveries (account_id, urgency, due_at, id) WHERE state = 'pending';
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('audit',160);
INSERT INTO "sqlite_sequence" VALUES('follow_ups',3);
INSERT INTO "sqlite_sequence" VALUES('groups',24);
INSERT INTO "sqlite_sequence" VALUES('requests',20);
COMMIT;
